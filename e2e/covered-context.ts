import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import type { ExecutedLines } from './executed-lines.ts';

/** Keeps which lines ran in the pages of a context. */
export interface CoveredContext {
  /** Waits until every page opened so far is watched. */
  readonly started: () => Promise<void>;
  /** Takes what ran in the pages that are still open. */
  readonly take: () => Promise<void>;
}

/** Watches every page of a context from its first script on. What ran in a page that was closed, or that crashed, is lost. */
export function coverContext(context: BrowserContext, executed: ExecutedLines): CoveredContext {
  const sessions = new Map<Page, Promise<CDPSession | null>>();
  context.on('page', (page) => {
    sessions.set(page, watched(context, page));
    page.on('close', () => sessions.delete(page));
    page.on('crash', () => sessions.delete(page));
  });
  return {
    started: async () => {
      await Promise.all(sessions.values());
    },
    async take() {
      for (const [page, session] of sessions) {
        if (page.isClosed()) continue;
        const taken = await (await session)?.send('Profiler.takePreciseCoverage');
        executed.add(taken?.result ?? []);
      }
    },
  };
}

/** A session that counts once per block, which is what lines need and slows a page least; null for a page that was closed meanwhile. */
async function watched(context: BrowserContext, page: Page): Promise<CDPSession | null> {
  try {
    const session = await context.newCDPSession(page);
    await session.send('Profiler.enable');
    await session.send('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
    return session;
  } catch (error) {
    if (page.isClosed()) return null;
    throw error;
  }
}
