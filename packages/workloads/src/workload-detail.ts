import type { Template } from '@hecate/catalogue';
import type { WorkloadDetail } from './contract/workload-detail.ts';
import type { Workload, WorkloadKind } from './contract/workload.ts';
import { conditionRows } from './detail/conditions.ts';
import { replicaRows } from './detail/replica-rows.ts';
import { summarySentence, type SummaryExtras } from './detail/summary.ts';
import { verdictOf } from './detail/verdict.ts';
import { engineReadings } from './kinds/engine-readings.ts';
import { sparkline } from './list-workloads.ts';
import type { MetricsQuery } from './metrics-query.ts';
import { sparklineAsks } from './read/curve-asks.ts';
import { gather, gatherCurves } from './read/gather.ts';
import { gridOf, windowOf } from './read/grid.ts';
import { literal, selectorFor } from './read/selector.ts';
import { readInventory, type Assessed, type Inventory, type Scope } from './read-inventory.ts';
import { clusterScope } from './subject.ts';
import { workloadRow } from './workload-row.ts';

/** Which workload. */
export type WorkloadName = Readonly<{ namespace: string; kind: WorkloadKind; name: string }>;

/** Chooses the dashboard template of a kind and runtime. */
export type TemplateChoice = (kind: string, runtime: string) => Template | undefined;

/** Everything the workload's page says besides its charts; null when the metrics know no such workload. */
export async function workloadDetail(
  query: MetricsQuery,
  wanted: WorkloadName,
  scope: Omit<Scope, 'namespaces'>,
  templateFor: TemplateChoice,
): Promise<WorkloadDetail | null> {
  const isQueue = wanted.namespace === clusterScope;
  const namespaces = [wanted.namespace];
  const window = windowOf(scope.nowMs, 1_800_000, 60_000);
  const [inventory, curves] = await Promise.all([
    readInventory(query, { ...scope, namespaces: isQueue ? null : namespaces }),
    gatherCurves(query, sparklineAsks(selectorFor(isQueue ? null : namespaces)), {
      ...window,
      signal: scope.signal,
    }),
  ]);
  const found = inventory.assessed.find(
    ({ subject }) =>
      subject.kind === wanted.kind && subject.name === wanted.name && subject.namespace === wanted.namespace,
  );
  if (found === undefined) return null;
  const workload = workloadRow(found, sparkline(found, curves, inventory, gridOf(window)));
  return {
    workload,
    summary: summarySentence(workload, await summaryExtras(query, found, inventory, scope)),
    verdict: verdictOf(found, inventory),
    conditions: conditionRows(found.assessment),
    replicas: replicaRows(found.subject.pods),
    template: templateOf(workload, templateFor),
  };
}

async function summaryExtras(
  query: MetricsQuery,
  { subject, assessment }: Assessed,
  { answers, nowMs }: Inventory,
  { signal }: Pick<Scope, 'signal'>,
): Promise<SummaryExtras> {
  const totalSteps = answers.value('jobMetric', subject.namespace, subject.name, 'total_steps');
  if (assessment.runtime !== 'vllm') return { firstTokenYesterday: null, totalSteps };
  const { model } = engineReadings(answers, subject);
  const where = `namespace="${subject.namespace}",model_name="${literal(model)}"`;
  const yesterday = await gather(
    query,
    {
      firstToken: {
        promql: `histogram_quantile(0.95, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket{${where}}[10m] offset 1d)))`,
        key: [],
        what: 'yesterday',
      },
    },
    { timeMs: nowMs, signal },
  );
  return { firstTokenYesterday: yesterday.value('firstToken'), totalSteps };
}

function templateOf(workload: Workload, templateFor: TemplateChoice): WorkloadDetail['template'] {
  const template = templateFor(workload.kind, workload.runtime);
  if (template === undefined) return null;
  const values = Object.entries(template.variablesFor(workload));
  return {
    id: template.id,
    variables: Object.fromEntries(
      values.map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
    ),
  };
}
