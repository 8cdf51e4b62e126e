import { expect, it } from 'vitest';
import { createViewCount, type FinishedView } from './view-count.ts';

it('reports a view once, when no query waits any more', () => {
  let clock = 1_000;
  const views: FinishedView[] = [];
  const count = createViewCount({
    project: 'p',
    dashboard: 'd',
    now: () => clock,
    report: (view) => views.push(view),
  });
  count.pendingQueries.set('a', 'pending').set('b', 'pending');
  count.pendingQueries.set('a', 'success');
  expect(views).toEqual([]);
  clock = 3_500;
  count.pendingQueries.set('b', 'error');
  count.pendingQueries.set('a', 'error');
  expect(views).toEqual([{ project: 'p', dashboard: 'd', render_time: 2.5, render_errors: 1 }]);
  // Perses sends its own report, to a path without prefix, only where this is 0.
  expect(count.renderDurationMs).not.toBe(0);
});
