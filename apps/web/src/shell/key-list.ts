import { listedKeys, type KeyRow } from './listed-keys.ts';
import { places } from './places.ts';

/** Every key of the console by where it works. */
export const keyList: readonly { readonly title: string; readonly rows: readonly KeyRow[] }[] = [
  { title: 'Page', rows: listedKeys.page },
  {
    title: 'Go to',
    rows: places.map(({ letter, label }) => ({ shown: `g ${letter}`, meaning: label })),
  },
  { title: 'Chart', rows: listedKeys.chart },
  { title: 'List', rows: listedKeys.list },
  { title: 'Dashboard', rows: listedKeys.dashboard },
  { title: 'Query', rows: listedKeys.query },
];
