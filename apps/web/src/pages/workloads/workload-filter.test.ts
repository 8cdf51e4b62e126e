import type { Workload } from '@hecate/server/contract';
import { describe, expect, it } from 'vitest';
import {
  filterWorkloads,
  isIdleWithGpu,
  listSentence,
  nothingMatches,
  sortWorkloads,
  tabCounts,
  type WorkloadFilter,
} from './workload-filter.ts';

const everything: WorkloadFilter = {
  tab: 'all',
  text: '',
  classes: [],
  runtimes: [],
  hasGpu: false,
  isIdleWithGpu: false,
};

function workload(name: string, part: Partial<Workload>): Workload {
  return {
    kind: 'Notebook',
    namespace: 'research-a',
    name,
    runtime: 'notebook',
    status: { class: 'healthy', word: 'Running', reason: '', sinceMs: null },
    vitals: [],
    gpus: 0,
    replicas: { ready: 1, wanted: 1 },
    startedMs: null,
    pods: [],
    sparkline: [],
    ...part,
  };
}

const failed = { class: 'failed', word: 'CrashLoopBackOff', reason: '', sinceMs: null } as const;
const list = [
  workload('zeta', {}),
  workload('bert', { kind: 'PyTorchJob', runtime: 'pytorch', gpus: 4, status: failed }),
  workload('idle', { gpus: 1, vitals: [{ id: 'idle', label: 'Idle', unit: 'seconds', value: 7200 }] }),
  workload('busy', { gpus: 1, vitals: [{ id: 'idle', label: 'Idle', unit: 'seconds', value: 60 }] }),
];
const names = (workloads: readonly Workload[]) => workloads.map(({ name }) => name);

describe('the list of workloads', () => {
  it('shows the worst first, then by name', () => {
    expect(names(sortWorkloads(list, 'status'))).toEqual(['bert', 'busy', 'idle', 'zeta']);
  });

  it('puts missing numbers last in both directions', () => {
    expect(names(sortWorkloads(list, 'vital'))).toEqual(['busy', 'idle', 'bert', 'zeta']);
    expect(names(sortWorkloads(list, '-vital'))).toEqual(['idle', 'busy', 'bert', 'zeta']);
  });

  it('filters by words in name, namespace and kind', () => {
    expect(names(filterWorkloads(list, { ...everything, text: 'PYTORCH' }))).toEqual(['bert']);
    expect(filterWorkloads(list, { ...everything, text: 'research-a' })).toHaveLength(4);
  });

  it('finds what is idle with a GPU', () => {
    expect(names(filterWorkloads(list, { ...everything, isIdleWithGpu: true }))).toEqual(['idle']);
    expect(isIdleWithGpu(workload('unknown', { gpus: 1 }))).toBe(false);
  });

  it('counts per tab', () => {
    expect(tabCounts(list)).toEqual({ all: 4, models: 0, training: 1, notebooks: 3, queues: 0 });
  });

  it('sums itself up in one sentence', () => {
    expect(listSentence(list)).toBe('4 workloads: 1 failed');
    expect(listSentence(list.slice(0, 1))).toBe('1 workload, none failed or degraded');
  });

  it('says which filter nothing passes', () => {
    expect(nothingMatches({ ...everything, text: 'bert', classes: ['failed'] })).toBe(
      "No workload matches 'bert' with status Failed.",
    );
    expect(nothingMatches({ ...everything, tab: 'models' })).toBe('No workload under models here.');
  });
});
