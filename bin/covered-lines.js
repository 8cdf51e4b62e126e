// Lines that tests reach, counted as Istanbul does: a line counts when a statement begins on it.
import { isAbsolute, relative } from 'node:path';

/** Sums up, by area, the lines of an Istanbul report that its own tests or the browser reached. */
export function areaSums(root, areas, report, executed) {
  const sums = Object.fromEntries(areas.map((area) => [area, { covered: 0, total: 0 }]));
  for (const [path, file] of Object.entries(report)) {
    const name = isAbsolute(path) ? relative(root, path) : path;
    const area = areas.find((each) => name.startsWith(`${each}/`));
    if (area === undefined) continue;
    const inBrowser = executed.get(name) ?? new Set();
    const lines = reachedLines(file);
    sums[area].total += lines.size;
    for (const [line, isReached] of lines) if (isReached || inBrowser.has(line)) sums[area].covered += 1;
  }
  return sums;
}

/** Unites reports of lines by file into one. */
export function unitedLines(reports) {
  const united = new Map();
  for (const report of reports)
    for (const [file, lines] of Object.entries(report))
      united.set(file, new Set([...(united.get(file) ?? []), ...lines]));
  return united;
}

/** The lines on which statements begin, and whether one of them ran. */
function reachedLines({ statementMap, s: counts }) {
  const lines = new Map();
  for (const [id, { start }] of Object.entries(statementMap))
    lines.set(start.line, (lines.get(start.line) ?? false) || counts[id] > 0);
  return lines;
}
