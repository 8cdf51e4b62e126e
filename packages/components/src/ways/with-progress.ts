const everyMs = 15_000;

/** Announces a wait, says every 15 s that it goes on, and how long it took. */
export async function withProgress<T>(
  report: (line: string) => void,
  announcement: string,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  report(announcement);
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 1000);
  const ticker = setInterval(() => report(`  still ${what}, ${seconds()} s`), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(ticker);
    report(`  ${what} took ${seconds()} s`);
  }
}
