const unitBytes: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  kB: 1_000,
  KiB: 1_024,
  MB: 1_000_000,
  MiB: 1_048_576,
  GB: 1_000_000_000,
  GiB: 1_073_741_824,
};

/** Bytes of a size as operators write it (`5MB`, `64MiB`, `1000`); null when it is none. */
export function parseByteSize(text: string): number | null {
  const match = /^(\d{1,12})\s?(B|kB|KiB|MB|MiB|GB|GiB)?$/.exec(text);
  if (match === null) return null;
  const total = Number(match[1]) * (unitBytes[match[2] ?? ''] ?? Number.NaN);
  return Number.isSafeInteger(total) ? total : null;
}

/** A size in the largest decimal unit that divides it: `5000000` is `5MB`. */
export function formatByteSize(bytes: number): string {
  for (const unit of ['GB', 'MB', 'kB']) {
    const size = unitBytes[unit] ?? 1;
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return `${bytes}B`;
}
