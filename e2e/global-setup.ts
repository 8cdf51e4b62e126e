import { startHecate } from './start-hecate.ts';

/** One Hecate for all page tests; its URL reaches them through HECATE_E2E_URL, its end is the returned function. */
// oxlint-disable-next-line import/no-default-export -- Playwright takes the default export of this file
export default async function globalSetup(): Promise<() => Promise<void>> {
  const hecate = await startHecate({ args: ['--history', '6h'] });
  process.env.HECATE_E2E_URL = hecate.url;
  return async () => {
    await hecate.end('SIGTERM');
    hecate.removeData();
  };
}
