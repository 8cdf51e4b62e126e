/** What the Perses panels know of one view of a dashboard; they mark their queries in it. */
export interface ViewCount {
  readonly project: string;
  readonly dashboard: string;
  renderErrorCount: number;
  readonly startRenderTime: number;
  renderDurationMs: number;
  /** One entry per distinct query of the dashboard. */
  readonly pendingQueries: Map<string, QueryState>;
}

/** One finished view, as `POST /api/v1/view` takes it. */
export interface FinishedView {
  readonly project: string;
  readonly dashboard: string;
  readonly render_time: number;
  readonly render_errors: number;
}

type QueryState = 'pending' | 'success' | 'error';

/**
 * Counts one view and reports it when the last query has an answer. Perses would report it itself, to a path that knows no
 * prefix, so its own report is kept back.
 */
export function createViewCount({
  project,
  dashboard,
  now,
  report,
}: {
  readonly project: string;
  readonly dashboard: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly report: (view: FinishedView) => void;
}): ViewCount {
  const startRenderTime = now();
  const pendingQueries = new Map<string, QueryState>();
  const mark = pendingQueries.set.bind(pendingQueries);
  let isReported = false;
  pendingQueries.set = (query, state) => {
    mark(query, state);
    const states = [...pendingQueries.values()];
    if (!isReported && !states.includes('pending')) {
      isReported = true;
      report({
        project,
        dashboard,
        render_time: (now() - startRenderTime) / 1_000,
        render_errors: states.filter((one) => one === 'error').length,
      });
    }
    return pendingQueries;
  };
  // Perses reports when this is 0 and nothing is pending.
  return { project, dashboard, renderErrorCount: 0, startRenderTime, renderDurationMs: 1, pendingQueries };
}
