import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';

/** What the browser reports of one script: for each function its ranges of bytes, the whole first, with how often each ran. */
export interface ScriptCoverage {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly ExecutedRange[] }[];
}

interface ExecutedRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** A built script and its source map. */
export interface BuiltScript {
  readonly code: string;
  readonly map: string;
}

/** The lines of our own source files that ran; at most as many as the sources have. */
export interface ExecutedLines {
  readonly add: (scripts: readonly ScriptCoverage[]) => void;
  /** Lines from 1, by path below the repository's root. */
  readonly lines: () => Readonly<Record<string, readonly number[]>>;
}

/** A place of a built script that a source map names, and the source line it is of. */
interface Mark {
  readonly offset: number;
  readonly file: string;
  readonly line: number;
}

const ownSource = /(?:^|\/)(apps\/web\/src\/.+)$/;
const scriptName = /\/assets\/([^/?]+\.js)$/;

/** Unites what the browser reports of built scripts (V8's precise coverage) into lines of their sources, by their source maps. */
export function createExecutedLines(deps: {
  /** The built script of this name, or null where it is not of our build. */
  readonly read: (name: string) => BuiltScript | null;
}): ExecutedLines {
  const marksOf = new Map<string, readonly Mark[]>();
  const executed = new Map<string, Set<number>>();
  const marks = (name: string): readonly Mark[] => {
    const known = marksOf.get(name);
    if (known !== undefined) return known;
    const built = deps.read(name);
    const read = built === null ? [] : marksIn(built);
    marksOf.set(name, read);
    return read;
  };
  return {
    add(scripts) {
      for (const { url, functions } of scripts) {
        const name = scriptName.exec(url)?.[1];
        if (name === undefined) continue;
        for (const { file, line } of executedMarks(
          marks(name),
          functions.flatMap(({ ranges }) => ranges),
        )) {
          const lines = executed.get(file) ?? new Set();
          executed.set(file, lines.add(line));
        }
      }
    },
    lines: () =>
      Object.fromEntries(
        [...executed].map(([file, lines]) => [file, [...lines].toSorted((one, other) => one - other)]),
      ),
  };
}

/** The marks of our own sources, by offset. */
function marksIn({ code, map }: BuiltScript): readonly Mark[] {
  const trace = new TraceMap(map);
  const files = trace.sources.map((source) => ownSource.exec(source ?? '')?.[1] ?? null);
  const starts = [0];
  for (let at = code.indexOf('\n'); at !== -1; at = code.indexOf('\n', at + 1)) starts.push(at + 1);
  return decodedMappings(trace).flatMap((segments, row) =>
    segments.flatMap(([column, source, line]) => {
      const file = source === undefined ? null : files[source];
      if (file === null || file === undefined || line === undefined) return [];
      return [{ offset: (starts[row] ?? 0) + column, file, line: line + 1 }];
    }),
  );
}

/** The marks whose innermost range ran. A range is inside another or beside it, never across. */
function executedMarks(marks: readonly Mark[], unsorted: readonly ExecutedRange[]): readonly Mark[] {
  const ranges = unsorted.toSorted(
    (one, other) => one.startOffset - other.startOffset || other.endOffset - one.endOffset,
  );
  const around: ExecutedRange[] = [];
  let next = 0;
  return marks.filter(({ offset }) => {
    for (let range = ranges[next]; range !== undefined && range.startOffset <= offset; range = ranges[next]) {
      leave(around, range.startOffset);
      around.push(range);
      next += 1;
    }
    leave(around, offset);
    return (around.at(-1)?.count ?? 0) > 0;
  });
}

/** Takes the ranges away that end at or before an offset. */
function leave(around: ExecutedRange[], offset: number): void {
  for (let last = around.at(-1); last !== undefined && last.endOffset <= offset; last = around.at(-1))
    around.pop();
}
