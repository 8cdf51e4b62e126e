import type { SampleWriter } from '../exposition/sample-writer.ts';
import { tickSeconds } from '../model/grid.ts';
import type { NotebookSource } from '../notebook/notebook-source.ts';

/** Writes the notebook controller's families. */
export function renderNotebookController(
  notebooks: readonly NotebookSource[],
  originTick: number,
  tick: number,
  out: SampleWriter,
): void {
  const namespaces = [...new Set(notebooks.map(({ plan }) => plan.namespace))];
  out.family('notebook_running', 'gauge', 'Current running notebooks in the cluster');
  for (const namespace of namespaces) {
    const running = notebooks.filter(
      ({ plan }) => plan.namespace === namespace && plan.habit !== 'stopped',
    ).length;
    out.sample('notebook_running', `namespace="${namespace}"`, running);
  }
  out.family('notebook_create_total', 'counter', 'Total times of creating notebooks');
  for (const namespace of namespaces) {
    out.sample(
      'notebook_create_total',
      `namespace="${namespace}"`,
      notebooks.filter(({ plan }) => plan.namespace === namespace).length + 3,
    );
  }
  out.family('notebook_create_failed_total', 'counter', 'Total failure times of creating notebooks');
  for (const namespace of namespaces)
    out.sample('notebook_create_failed_total', `namespace="${namespace}"`, 0);
  const culled = notebooks.filter(({ plan }) => plan.habit === 'stopped');
  out.family('notebook_culling_total', 'counter', 'Total times of culling notebooks');
  for (const { plan } of culled)
    out.sample('notebook_culling_total', `name="${plan.name}",namespace="${plan.namespace}"`, 1);
  out.family(
    'last_notebook_culling_timestamp_seconds',
    'gauge',
    'Timestamp of the last notebook culling in seconds',
  );
  for (const { plan } of culled) {
    const when = Math.min(tick, originTick + 9000);
    out.sample(
      'last_notebook_culling_timestamp_seconds',
      `name="${plan.name}",namespace="${plan.namespace}"`,
      tickSeconds(when),
    );
  }
}
