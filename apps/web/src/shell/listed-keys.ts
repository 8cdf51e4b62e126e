/** One line of the list of keys: the keys as people read them, a blank between two, and what they do. */
export interface KeyRow {
  readonly shown: string;
  readonly meaning: string;
}

interface BoundRow extends KeyRow {
  /** The same keys as the code that listens names them. */
  readonly bound: readonly string[];
}

const page = [
  { shown: '?', bound: ['?'], meaning: 'This list' },
  { shown: 'r', bound: ['r'], meaning: 'Refresh now' },
  { shown: 'p', bound: ['p'], meaning: 'Pause and continue updates' },
  { shown: 'z', bound: ['z'], meaning: 'Zoom out' },
  { shown: 'Shift z', bound: ['Shift+Z'], meaning: 'Undo zoom' },
  { shown: 'Shift f', bound: ['Shift+F'], meaning: 'Wall mode: full screen without chrome' },
  { shown: 'Esc', bound: ['Escape'], meaning: 'Close the topmost thing' },
  {
    shown: '← →',
    bound: ['ArrowLeft', 'ArrowRight'],
    meaning: 'On the time bar: earlier, later by half the range',
  },
] as const satisfies readonly BoundRow[];

const chart = [
  {
    shown: '← →',
    bound: ['ArrowLeft', 'ArrowRight'],
    meaning: 'Move by one sample; with Ctrl by ten',
  },
  { shown: '↑ ↓', bound: ['ArrowUp', 'ArrowDown'], meaning: 'The curve above or below, read alone' },
  { shown: 'Home End', bound: ['Home', 'End'], meaning: 'First and last sample' },
  {
    shown: 'Shift ← →',
    bound: ['Shift+ArrowLeft', 'Shift+ArrowRight'],
    meaning: 'Select a range, Enter zooms into it',
  },
  { shown: 'Enter', bound: ['Enter'], meaning: 'Pin the values, Esc unpins' },
  { shown: 't', bound: ['t'], meaning: 'Chart as table' },
  { shown: 'e', bound: ['e'], meaning: 'Chart in Explore' },
] as const satisfies readonly BoundRow[];

const list = [
  { shown: 'j k', bound: ['j', 'k'], meaning: 'Next and previous row' },
  { shown: 'f', bound: ['f'], meaning: 'Filter workloads or dashboards' },
  { shown: '/', bound: ['/'], meaning: 'Filter dashboards' },
  { shown: 'x', bound: ['x'], meaning: 'Select a dashboard' },
  { shown: 'n', bound: ['n'], meaning: 'New dashboard' },
  { shown: '1 2 3', bound: ['1', '2', '3'], meaning: 'Tabs of a workload' },
  { shown: '[ ]', bound: ['[', ']'], meaning: 'Previous and next workload of the list' },
  { shown: 'Enter', bound: ['Enter'], meaning: 'Open' },
  { shown: 'Space', bound: [' '], meaning: 'Preview a workload' },
  {
    shown: '← → ↑ ↓',
    bound: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    meaning: 'Between the cards of the gallery',
  },
] as const satisfies readonly BoundRow[];

const dashboard = [
  { shown: 'v', bound: ['v'], meaning: 'Panel in full view and back' },
  { shown: 'Ctrl e', bound: ['Ctrl+e'], meaning: 'Edit' },
  { shown: 'Ctrl s', bound: ['Ctrl+s'], meaning: 'Save' },
  { shown: 'Ctrl z', bound: ['Ctrl+z'], meaning: 'Undo' },
  { shown: 'Ctrl Shift z', bound: ['Ctrl+Shift+z', 'Ctrl+y'], meaning: 'Redo' },
  {
    shown: '← → ↑ ↓',
    bound: [
      'ArrowLeft',
      'ArrowRight',
      'ArrowUp',
      'ArrowDown',
      'Shift+ArrowLeft',
      'Shift+ArrowRight',
      'Shift+ArrowUp',
      'Shift+ArrowDown',
    ],
    meaning: 'On the move button of a panel: move it; with Shift its size',
  },
] as const satisfies readonly BoundRow[];

const query = [
  { shown: 'Ctrl Space', bound: ['Ctrl-Space'], meaning: 'Complete' },
  { shown: 'Ctrl Enter', bound: ['Mod-Enter'], meaning: 'Run' },
  { shown: 'Alt ↑ ↓', bound: ['Alt-ArrowUp', 'Alt-ArrowDown'], meaning: 'Earlier and later queries' },
] as const satisfies readonly BoundRow[];

/** The rows of the list by place, without the pages, which name their own letters. */
export const listedKeys = { page, chart, list, dashboard, query } as const;
type Sections = typeof listedKeys;

/** The keys that the list names for a place. Who listens writes its keys as these: a key that is not listed does not compile. */
export type KeyOf<Place extends keyof Sections> = Sections[Place][number]['bound'][number];

/** A row of the list: the tests press every one, and a row that none presses does not compile. */
export type ListedRow = {
  [Place in keyof Sections]: `${Place} ${Sections[Place][number]['shown']}`;
}[keyof Sections];

/** What `useKeys` may bind. */
export type ListedKey = KeyOf<'page' | 'list'> | `g ${string}`;
