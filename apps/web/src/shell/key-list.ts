import { places } from './places.ts';

/** One line of the list of keys: the keys as people read them, a blank between two, and what they do. */
export interface KeyRow {
  readonly shown: string;
  readonly meaning: string;
}

interface BoundRow extends KeyRow {
  /** The same keys as `useKeys` names them. */
  readonly bound: readonly string[];
}

const pageKeys = [
  { shown: '?', bound: ['?'], meaning: 'This list' },
  { shown: 'r', bound: ['r'], meaning: 'Refresh now' },
  { shown: 'p', bound: ['p'], meaning: 'Pause and continue updates' },
  { shown: 'z', bound: ['z'], meaning: 'Zoom out' },
  { shown: 'Shift z', bound: ['Shift+Z'], meaning: 'Undo zoom' },
  { shown: 'Shift f', bound: ['Shift+F'], meaning: 'Wall mode: full screen without chrome' },
  { shown: 'Esc', bound: ['Escape'], meaning: 'Close the topmost thing' },
] as const satisfies readonly BoundRow[];

const listKeys = [
  { shown: 'j k', bound: ['j', 'k'], meaning: 'Next and previous row' },
  { shown: 'f', bound: ['f'], meaning: 'Filter workloads or dashboards' },
  { shown: '/', bound: ['/'], meaning: 'Filter dashboards' },
  { shown: 'x', bound: ['x'], meaning: 'Select a dashboard' },
  { shown: 'n', bound: ['n'], meaning: 'New dashboard' },
  { shown: '1 2 3', bound: ['1', '2', '3'], meaning: 'Tabs of a workload' },
  { shown: '[ ]', bound: ['[', ']'], meaning: 'Previous and next workload of the list' },
] as const satisfies readonly BoundRow[];

/** What `useKeys` may bind: a key that the dialog does not list does not compile. */
export type ListedKey = (typeof pageKeys | typeof listKeys)[number]['bound'][number] | `g ${string}`;

/** Every key of the console by where it works. */
export const keyList: readonly { readonly title: string; readonly rows: readonly KeyRow[] }[] = [
  {
    title: 'Page',
    rows: [...pageKeys, { shown: '← →', meaning: 'On the time bar: earlier, later by half the range' }],
  },
  {
    title: 'Go to',
    rows: places.map(({ letter, label }) => ({ shown: `g ${letter}`, meaning: label })),
  },
  {
    title: 'Chart',
    rows: [
      { shown: '← →', meaning: 'Move by one sample; with Ctrl by ten' },
      { shown: '↑ ↓', meaning: 'The curve above or below, read alone' },
      { shown: 'Home End', meaning: 'First and last sample' },
      { shown: 'Shift ← →', meaning: 'Select a range, Enter zooms into it' },
      { shown: 'Enter', meaning: 'Pin the values, Esc unpins' },
      { shown: 't', meaning: 'Chart as table' },
    ],
  },
  {
    title: 'List',
    rows: [
      ...listKeys,
      { shown: 'Enter', meaning: 'Open' },
      { shown: 'Space', meaning: 'Preview a workload' },
      { shown: '← →', meaning: 'Between the cards of the gallery' },
    ],
  },
  {
    title: 'Dashboard',
    rows: [
      { shown: 'v', meaning: 'Panel in full view and back' },
      { shown: 'e', meaning: 'Panel in Explore' },
      { shown: 'Ctrl e', meaning: 'Edit' },
      { shown: 'Ctrl s', meaning: 'Save' },
      { shown: 'Ctrl z', meaning: 'Undo' },
      { shown: 'Ctrl Shift z', meaning: 'Redo' },
    ],
  },
  {
    title: 'Query',
    rows: [
      { shown: 'Ctrl Space', meaning: 'Complete' },
      { shown: 'Ctrl Enter', meaning: 'Run' },
    ],
  },
];
