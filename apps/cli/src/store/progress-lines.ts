/** Reports how far a long work is, at most once a second, so that a log stays readable. */
export function progressLines(
  what: string,
  report: (line: string) => void,
  now: () => number = () => performance.now(),
): (done: number, total: number) => void {
  let last = now();
  return (done, total) => {
    if (now() - last < 1_000) return;
    last = now();
    report(`${what}: ${megabytes(done)} of ${megabytes(total)}`);
  };
}

/** Bytes as people read them: `1.2 MB`. */
export function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
