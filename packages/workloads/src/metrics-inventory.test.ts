import { templateFor } from '@hecate/catalogue';
import { describe, expect, it } from 'vitest';
import { createMetricsInventory } from './metrics-inventory.ts';
import type { MetricsQuery } from './metrics-query.ts';
import { clusterScope } from './subject.ts';
import { fakeMetrics, sample, type FakeAnswers } from './testing/fake-metrics.ts';
import { testNowMs } from './testing/pod.ts';

const nowSeconds = testNowMs / 1000;
const signal = new AbortController().signal;
const inventory = (query: MetricsQuery) =>
  createMetricsInventory({ query, clock: () => testNowMs, catalogue: { templateFor } });

const engine = { namespace: 'llm-prod', pod: 'llama-8b-predictor-7d9f-abcde' };
const worker = { namespace: 'research-a', pod: 'bert-node-0-0-abcde' };
const lab = { namespace: 'notebooks', pod: 'lab-0' };
const pods = [engine, worker, lab];

/** A small cluster: a model under memory pressure, a running job, an idle notebook with a GPU, a stopped one, a queue. */
const cluster: FakeAnswers = {
  instant: {
    podInfo: pods.map((pod) =>
      sample({ ...pod, node: 'gpu-node-0', created_by_kind: 'ReplicaSet', created_by_name: 'x' }),
    ),
    podLabels: [
      sample({ ...engine, label_serving_kserve_io_inferenceservice: 'llama-8b' }),
      sample({ ...worker, label_jobset_sigs_k8s_io_jobset_name: 'bert' }),
      sample({ ...lab, label_notebook_name: 'lab' }),
    ],
    podPhase: pods.map((pod) => sample({ ...pod, phase: 'Running' })),
    podReady: pods.map((pod) => sample({ ...pod, condition: 'true' })),
    podStart: pods.map((pod) => sample(pod, nowSeconds - 172_800)),
    gpus: pods.map((pod) => sample(pod, 2)),
    scraped: [sample(engine)],
    deployments: [sample({ namespace: 'llm-prod', deployment: 'llama-8b-predictor' }, 1)],
    statefulSets: [
      sample({ namespace: 'notebooks', statefulset: 'lab' }, 1),
      sample({ namespace: 'notebooks', statefulset: 'old' }, 0),
    ],
    notebookNamespaces: [sample({ namespace: 'notebooks' }, 1)],
    engineModel: [sample({ ...engine, model_name: 'llama-8b' })],
    running: [sample(engine, 40)],
    waiting: [sample(engine, 80)],
    kvCache: [sample(engine, 0.98)],
    requests: [sample(engine, 12.5)],
    requestErrors: [sample(engine, 0)],
    preemptions: [sample(engine, 0.5)],
    tokens: [sample(engine, 4000)],
    firstToken: [sample({ namespace: 'llm-prod', model_name: 'llama-8b' }, 21)],
    tokenGap: [sample({ namespace: 'llm-prod', model_name: 'llama-8b' }, Number.NaN)],
    jobCondition: [
      sample({ namespace: 'research-a', name: 'bert', customresource_kind: 'TrainJob', type: 'Running' }),
      sample({ namespace: 'research-a', name: 'next', customresource_kind: 'PyTorchJob', type: 'Queued' }),
    ],
    jobProgress: [sample({ namespace: 'research-a', name: 'bert' }, 40)],
    jobRemaining: [sample({ namespace: 'research-a', name: 'bert' }, 11_520)],
    jobMetric: [
      sample({ namespace: 'research-a', name: 'bert', metric: 'step' }, 48_200),
      sample({ namespace: 'research-a', name: 'bert', metric: 'total_steps' }, 120_000),
      sample({ namespace: 'research-a', name: 'bert', metric: 'loss' }, 0.43121),
    ],
    gpuActive: [sample({ exported_namespace: 'research-a', exported_pod: worker.pod }, 0.92)],
    queueActive: [sample({ cluster_queue: 'research' }, 1)],
    queuePending: [sample({ cluster_queue: 'research' }, 3)],
    queueUsed: [sample({ cluster_queue: 'research' }, 7)],
    queueQuota: [sample({ cluster_queue: 'research' }, 7)],
    observed: [sample({}, nowSeconds - 12)],
  },
  range: [
    {
      part: 'container_cpu_usage_seconds_total',
      series: [
        {
          labels: lab,
          points: [
            [nowSeconds - 86_400, 0.01],
            [nowSeconds, 0.01],
          ],
        },
      ],
    },
    {
      part: 'vllm:request_success_total',
      series: [
        {
          labels: engine,
          points: [
            [nowSeconds - 60, 12],
            [nowSeconds, 12.5],
          ],
        },
      ],
    },
    {
      part: 'kv_cache_usage_perc',
      series: [
        {
          labels: {},
          points: [
            [nowSeconds - 300, 0.7],
            [nowSeconds - 240, 0.96],
            [nowSeconds, 0.98],
          ],
        },
      ],
    },
    {
      part: 'max (DCGM_FI_PROF_GR_ENGINE_ACTIVE{exported_namespace="notebooks"',
      series: [
        {
          labels: {},
          points: [
            [nowSeconds - 6 * 86_400, 0.4],
            [nowSeconds - 5 * 86_400, 0],
            [nowSeconds, 0],
          ],
        },
      ],
    },
    { part: 'vllm:prompt_tokens_total', series: [{ labels: {}, points: [[nowSeconds, 2000]] }] },
    {
      part: 'kube_pod_container_status_restarts_total',
      series: [
        {
          labels: engine,
          points: [
            [nowSeconds - 3600, 1],
            [nowSeconds - 600, null],
          ],
        },
      ],
    },
    {
      part: 'kube_deployment_spec_replicas',
      series: [
        {
          labels: { namespace: 'llm-prod', deployment: 'llama-8b-predictor' },
          points: [
            [nowSeconds - 7200, 2],
            [nowSeconds - 6600, 1],
          ],
        },
      ],
    },
  ],
};

describe('listWorkloads', () => {
  it('lists every kind, pods or not, the worst first', async () => {
    const { workloads, observedMs, warnings } = await inventory(fakeMetrics(cluster)).listWorkloads({
      signal,
    });
    expect(workloads.map(({ kind, name, status }) => [kind, name, status.class, status.word])).toEqual([
      ['InferenceService', 'llama-8b', 'degraded', 'Degraded'],
      ['Notebook', 'lab', 'degraded', 'Idle'],
      ['PyTorchJob', 'next', 'waiting', 'Queued'],
      ['ClusterQueue', 'research', 'active', 'Active'],
      ['TrainJob', 'bert', 'active', 'Running'],
      ['Notebook', 'old', 'stopped', 'Stopped'],
    ]);
    expect(observedMs).toBe(testNowMs - 12_000);
    expect(warnings).toEqual([]);
  });

  it('has a word that fits the icon, with the state of the object beside it', async () => {
    const { workloads } = await inventory(fakeMetrics(cluster)).listWorkloads({ signal });
    const status = (name: string) => workloads.find((workload) => workload.name === name)?.status;
    expect(status('llama-8b')).toMatchObject({ class: 'degraded', word: 'Degraded', state: 'Ready' });
    expect(status('bert')).not.toHaveProperty('state');
    expect(status('lab')).not.toHaveProperty('state');
  });

  it('keeps that a notebook was idle as long as anything is known of it', async () => {
    const { workloads } = await inventory(fakeMetrics(cluster)).listWorkloads({ signal });
    const lab = workloads.find(({ name }) => name === 'lab');
    expect(lab?.vitals[0]).toEqual({
      id: 'idle',
      label: 'Idle',
      unit: 'seconds',
      value: 86_400,
      isAtLeast: true,
    });
  });

  it('gives numbers with their units, and says why one is missing', async () => {
    const { workloads } = await inventory(fakeMetrics(cluster)).listWorkloads({ signal });
    const [model] = workloads;
    expect(model?.runtime).toBe('vllm');
    expect(model?.vitals).toContainEqual({
      id: 'requests',
      label: 'Requests',
      unit: 'requests/sec',
      value: 12.5,
    });
    expect(model?.vitals).toContainEqual({ id: 'errors', label: 'Errors', unit: 'ratio', value: 0 });
    expect(model?.vitals).toContainEqual({
      id: 'itl-p95',
      label: 'Inter-token p95',
      unit: 'seconds',
      value: null,
      missing: 'No requests in the last 2 min, so there is nothing to measure.',
    });
    expect(model?.vitals.find(({ id }) => id === 'e2e-p95')).toMatchObject({
      value: null,
      missing: 'No samples of `vllm:e2e_request_latency_seconds`.',
    });
    expect(model?.sparkline).toHaveLength(31);
    expect(model?.sparkline.slice(-3).map(([, value]) => value)).toEqual([null, 12, 12.5]);
  });

  it('says that samples may come while the past is filled in', async () => {
    const { workloads } = await createMetricsInventory({
      query: fakeMetrics(cluster),
      clock: () => testNowMs,
      catalogue: { templateFor },
      isFillingIn: () => true,
    }).listWorkloads({ signal });
    const missingOf = (name: string, vital: string) =>
      workloads.find((each) => each.name === name)?.vitals.find(({ id }) => id === vital)?.missing;
    const words = (metric: string) =>
      `No samples of \`${metric}\` yet: the simulated past is still being filled in.`;
    expect(missingOf('llama-8b', 'e2e-p95')).toBe(words('vllm:e2e_request_latency_seconds'));
    expect(missingOf('research', 'running')).toBe(words('kueue_admitted_active_workloads'));
    expect(missingOf('llama-8b', 'itl-p95'), 'what was read is no gap').toMatch(/^No requests/);
  });

  it('asks a bounded number of queries however many workloads there are', async () => {
    const few = fakeMetrics(cluster);
    await inventory(few).listWorkloads({ signal });
    const many = Array.from({ length: 500 }, (_, index) => ({
      namespace: 'llm-prod',
      pod: `m${index}-predictor-7d9f-abcde`,
    }));
    const crowd = fakeMetrics({
      instant: { ...cluster.instant, podInfo: many.map((pod) => sample(pod)) },
      range: cluster.range ?? [],
    });
    const { workloads } = await inventory(crowd).listWorkloads({ signal });
    expect(workloads.length).toBeGreaterThan(500);
    expect(crowd.asked()).toBe(few.asked());
  });

  it('loses a column and says so when a query is refused', async () => {
    const query = fakeMetrics({ ...cluster, refused: ['kvCache', 'podReady'] });
    const { workloads, warnings } = await inventory(query).listWorkloads({ signal });
    expect(warnings).toEqual(['Missing: readiness, KV cache. Prometheus answered 503.']);
    const model = workloads.find(({ name }) => name === 'llama-8b');
    expect(model?.vitals.find(({ id }) => id === 'kv-cache')?.missing).toContain('did not answer');
    expect(model?.status.word).not.toBe('Ready');
  });

  it('shows a reader of namespaces only the queues their local queues are named after', async () => {
    const mine = ['research-a'];
    const withLocal = {
      ...cluster,
      instant: { ...cluster.instant, localQueues: [sample({ namespace: 'research-a', name: 'research' })] },
    };
    const namesOf = async (answers: FakeAnswers) =>
      (await inventory(fakeMetrics(answers, mine)).listWorkloads({ namespaces: mine, signal })).workloads
        .filter(({ kind }) => kind === 'ClusterQueue')
        .map(({ name, namespace }) => [namespace, name]);
    expect(await namesOf(cluster)).toEqual([]);
    expect(await namesOf(withLocal)).toEqual([[clusterScope, 'research']]);
  });

  it('answers with warnings, not an exception, when Prometheus is away', async () => {
    const away: MetricsQuery = {
      instant: async () => await Promise.reject(new Error('Prometheus did not answer')),
      range: async () => await Promise.reject(new Error('Prometheus did not answer')),
    };
    const { workloads, observedMs, warnings } = await inventory(away).listWorkloads({ signal });
    expect(workloads).toEqual([]);
    expect(observedMs).toBeNull();
    expect(warnings.join(' ')).toContain('Prometheus did not answer');
  });
});

describe('workloadDetail', () => {
  const detailOf = async (
    kind: 'InferenceService' | 'TrainJob' | 'Notebook',
    namespace: string,
    name: string,
  ) => await inventory(fakeMetrics(cluster, [namespace])).workloadDetail({ kind, namespace, name, signal });

  it('says in one sentence how a model is, what limits it, and which template fits', async () => {
    const detail = await detailOf('InferenceService', 'llm-prod', 'llama-8b');
    expect(detail?.summary).toBe(
      'KV cache 98% full (limit 95%), 80 requests waiting, 0.5 preemptions/s. Serving 12.5 req/s; TTFT p95 21 s; KV cache 98%.',
    );
    expect(detail?.verdict).toEqual({
      class: 'degraded',
      text: 'KV cache 98% and 0.5 preemptions/s: shorten the context or add memory.',
    });
    expect(detail?.conditions.map(({ type, class: status }) => [type, status])).toEqual([
      ['KVCache', 'degraded'],
      ['Ready', 'healthy'],
      ['PodsScheduled', 'healthy'],
      ['MetricsScraped', 'healthy'],
    ]);
    expect(detail?.replicas).toMatchObject([
      { pod: engine.pod, node: 'gpu-node-0', status: 'Ready', class: 'healthy' },
    ]);
    expect(detail?.template).toEqual({
      id: 'vllm',
      variables: { namespace: 'llm-prod', model_name: 'llama-8b', pod: [engine.pod] },
    });
  });

  it('says how far a job is', async () => {
    const detail = await detailOf('TrainJob', 'research-a', 'bert');
    expect(detail?.summary).toBe(
      'Step 48,200 of 120,000 (40%); 3 h 12 m left; loss 0.4312; GPUs 92% active.',
    );
    expect(detail?.template?.id).toBe('training-job');
  });

  it('says how long a notebook has been idle', async () => {
    const detail = await detailOf('Notebook', 'notebooks', 'lab');
    expect(detail?.verdict).toEqual({ class: 'degraded', text: 'Idle at least 1 d 0 h with 2 GPUs.' });
    expect(detail?.summary).toContain('Idle at least 1 d 0 h.');
  });

  it('knows nothing of what is not there', async () => {
    expect(await detailOf('InferenceService', 'llm-prod', 'gone')).toBeNull();
  });
});

describe('overview', () => {
  const read = async () => await inventory(fakeMetrics(cluster)).overview({ rangeMs: 3_600_000, signal });

  it('counts, and puts what people feel first', async () => {
    const overview = await read();
    expect(overview.counts).toMatchObject({ failed: 0, degraded: 2, waiting: 1, active: 2, stopped: 1 });
    expect(overview.attentionTotal).toBe(2);
    expect(overview.attention.map(({ name }) => name)).toEqual(['llama-8b', 'lab']);
  });

  it('shows each problem with its curve and the time since which it is bad', async () => {
    const [first] = (await read()).attention;
    expect(first?.cause).toBe('KV cache 98% full (limit 95%), 80 requests waiting, 0.5 preemptions/s.');
    expect(first?.sinceMs).toBe(testNowMs - 240_000);
    expect(first?.evidence).toMatchObject({ label: 'KV cache', unit: 'ratio' });
    expect(first?.evidence.points).toHaveLength(241);
  });

  it('looks back a week for the begin of what was there before the hour on the screen', async () => {
    const lab = (await read()).attention.find(({ name }) => name === 'lab');
    expect(lab?.sinceMs).toBe(testNowMs - 5 * 86_400_000);
    expect(lab).not.toHaveProperty('isSinceAtLeast');
  });

  it('draws four charts on one grid, and says why one is empty', async () => {
    const { pulse } = await read();
    expect(pulse.map(({ id }) => id)).toEqual(['tokens', 'ttft', 'gpu', 'queue']);
    expect(pulse[0]?.series.map(({ name, points }) => [name, points.length])).toEqual([['prompt', 241]]);
    expect(pulse[1]).toMatchObject({
      series: [],
      missing: 'No LLM request was answered in the last 1 h 0 m.',
    });
  });

  it('sorts workloads into strips with the progress of training', async () => {
    const { strips } = await read();
    expect(strips.map(({ id, cells }) => [id, cells.length])).toEqual([
      ['models', 1],
      ['training', 2],
      ['notebooks', 2],
      ['queues', 1],
    ]);
    expect(strips[1]?.cells.map(({ progress }) => progress)).toEqual([null, 0.4]);
  });

  it('tells what changed, newest first', async () => {
    const { changes } = await read();
    expect(changes.map(({ type, workload, text }) => [type, workload, text])).toEqual([
      ['restart', 'llama-8b', `${engine.pod} restarted`],
      ['scale', 'llama-8b', 'llama-8b-predictor scaled from 2 to 1 replica'],
    ]);
  });
});
