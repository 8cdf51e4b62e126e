import { setTimeout } from 'node:timers/promises';
import { startHecate } from './start-hecate.ts';

/** One Hecate for all page tests; its URL reaches them through HECATE_E2E_URL, its end is the returned function. */
// oxlint-disable-next-line import/no-default-export -- Playwright takes the default export of this file
export default async function globalSetup(): Promise<() => Promise<void>> {
  const hecate = await startHecate({ args: ['--history', '6h'] });
  process.env.HECATE_E2E_URL = hecate.url;
  await prometheusAnswers(hecate.url, 120_000);
  return async () => {
    await hecate.end('SIGTERM');
    hecate.removeData();
  };
}

/** The page's address is printed before Prometheus answers, and a page that asks meanwhile is right to complain. */
async function prometheusAnswers(url: string, timeoutMs: number): Promise<void> {
  const deadline = AbortSignal.timeout(timeoutMs);
  for (;;) {
    const answer = await fetch(`${url}prometheus/api/v1/query?query=up`, { signal: deadline });
    await answer.body?.cancel();
    if (answer.ok) return;
    await setTimeout(200, undefined, { signal: deadline });
  }
}
