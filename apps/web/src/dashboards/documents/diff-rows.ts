/** One row of a side-by-side comparison; a missing side is undefined. Line numbers start at 1. */
export interface DiffRow {
  readonly kind: 'same' | 'changed' | 'removed' | 'added';
  readonly left: DiffSide | undefined;
  readonly right: DiffSide | undefined;
}

export interface DiffSide {
  readonly line: number;
  readonly text: string;
}

/** A run of equal lines that the view folds, or rows to show. */
export type DiffBlock =
  | { readonly kind: 'rows'; readonly rows: readonly DiffRow[] }
  | { readonly kind: 'folded'; readonly rows: readonly DiffRow[] };

/** Cells of the comparison table of the differing middle part; above it the middle is shown as removed, then added. */
const CELL_LIMIT = 4_000_000;

/** Lines of two texts side by side, from a longest common subsequence of lines. */
export function diffRows(left: string, right: string): readonly DiffRow[] {
  const a = left.split('\n');
  const b = right.split('\n');
  const head = commonLength(a, b);
  const tail = commonLength(a.slice(head).toReversed(), b.slice(head).toReversed());
  const rows: DiffRow[] = a.slice(0, head).map((text, index) => sameRow(index, index, text));
  rows.push(...middleRows(a, b, { from: head, aEnd: a.length - tail, bEnd: b.length - tail }));
  for (let back = tail; back > 0; back -= 1) {
    rows.push(sameRow(a.length - back, b.length - back, a[a.length - back] ?? ''));
  }
  return rows;
}

/** Long runs of equal lines folded, `context` lines kept around every change. */
export function foldDiff(rows: readonly DiffRow[], context: number): readonly DiffBlock[] {
  const isShown = rows.map(() => false);
  for (const [index, row] of rows.entries()) {
    if (row.kind === 'same') continue;
    isShown.fill(true, Math.max(0, index - context), Math.min(rows.length, index + context + 1));
  }
  const blocks: { kind: 'rows' | 'folded'; rows: DiffRow[] }[] = [];
  for (const [index, row] of rows.entries()) {
    const kind = isShown[index] ? 'rows' : 'folded';
    const last = blocks.at(-1);
    if (last?.kind === kind) last.rows.push(row);
    else blocks.push({ kind, rows: [row] });
  }
  return blocks;
}

interface Middle {
  readonly from: number;
  readonly aEnd: number;
  readonly bEnd: number;
}

function middleRows(a: readonly string[], b: readonly string[], middle: Middle): DiffRow[] {
  const { from, aEnd, bEnd } = middle;
  const height = aEnd - from;
  const width = bEnd - from;
  const removed: DiffSide[] = [];
  const added: DiffSide[] = [];
  const rows: DiffRow[] = [];
  const flush = () => {
    rows.push(...pairUp(removed.splice(0), added.splice(0)));
  };
  const lengths = height * width <= CELL_LIMIT ? commonLengths(a, b, middle) : undefined;
  let i = 0;
  let j = 0;
  while (i < height || j < width) {
    const isSame = lengths !== undefined && i < height && j < width && a[from + i] === b[from + j];
    if (isSame) {
      flush();
      rows.push(sameRow(from + i, from + j, a[from + i] ?? ''));
      i += 1;
      j += 1;
    } else if (
      i < height &&
      (j >= width || lengths === undefined || at(lengths, width, i + 1, j) >= at(lengths, width, i, j + 1))
    ) {
      removed.push({ line: from + i + 1, text: a[from + i] ?? '' });
      i += 1;
    } else {
      added.push({ line: from + j + 1, text: b[from + j] ?? '' });
      j += 1;
    }
  }
  flush();
  return rows;
}

/** Removed and added lines of one place share rows: what was edited stands side by side. */
function pairUp(removed: readonly DiffSide[], added: readonly DiffSide[]): DiffRow[] {
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, index) => {
    const left = removed[index];
    const right = added[index];
    if (left && right) return { kind: 'changed', left, right };
    return { kind: left ? 'removed' : 'added', left, right };
  });
}

function commonLengths(
  a: readonly string[],
  b: readonly string[],
  { from, aEnd, bEnd }: Middle,
): Uint32Array {
  const height = aEnd - from;
  const width = bEnd - from;
  const lengths = new Uint32Array((height + 1) * (width + 1));
  for (let i = height - 1; i >= 0; i -= 1) {
    for (let j = width - 1; j >= 0; j -= 1) {
      lengths[i * (width + 1) + j] =
        a[from + i] === b[from + j]
          ? at(lengths, width, i + 1, j + 1) + 1
          : Math.max(at(lengths, width, i + 1, j), at(lengths, width, i, j + 1));
    }
  }
  return lengths;
}

function at(lengths: Uint32Array, width: number, i: number, j: number): number {
  return lengths[i * (width + 1) + j] ?? 0;
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function sameRow(leftIndex: number, rightIndex: number, text: string): DiffRow {
  return { kind: 'same', left: { line: leftIndex + 1, text }, right: { line: rightIndex + 1, text } };
}
