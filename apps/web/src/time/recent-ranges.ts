import { parseRange, printRange, type TimeRange } from './range.ts';

const key = 'hecate.ranges';
/** Custom ranges that are kept. */
const limit = 5;

/** The custom ranges this browser used last, newest first. */
export function readRecentRanges(): readonly TimeRange[] {
  const nothing: TimeRange = { kind: 'relative', pastMs: 0 };
  return readTexts().flatMap((text) => {
    const [start = '', end] = text.split(' ');
    const range = parseRange(start, end ?? null, nothing);
    return range === nothing ? [] : [range];
  });
}

/** Puts a range first in the list of custom ranges. */
export function rememberRange(range: TimeRange): void {
  const { start, end } = printRange(range);
  const text = end === null ? start : `${start} ${end}`;
  const texts = [text, ...readTexts().filter((each) => each !== text)].slice(0, limit);
  try {
    window.localStorage.setItem(key, texts.join('\n'));
  } catch {
    return; // storage is forbidden or full: the list is a comfort only
  }
}

function readTexts(): readonly string[] {
  try {
    return (window.localStorage.getItem(key) ?? '')
      .split('\n')
      .filter((text) => text !== '')
      .slice(0, limit);
  } catch {
    return []; // storage is forbidden in this browser
  }
}
