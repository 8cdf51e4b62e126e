import type { PodFacts } from '../read/pod-facts.ts';

/** Noon of a day in 2026: the tests' now. */
export const testNowMs = Date.UTC(2026, 10, 20, 12);

/** A pod that runs, is ready and has nothing to tell; overridden by what a test is about. */
export function testPod(overrides: Partial<PodFacts> = {}): PodFacts {
  return {
    namespace: 'llm-prod',
    pod: 'llama-8b-predictor-7d9f8c6b5d-abcde',
    labels: {},
    node: 'gpu-node-0',
    owner: { kind: 'ReplicaSet', name: 'llama-8b-predictor-7d9f8c6b5d' },
    image: '',
    phase: 'Running',
    ready: true,
    unschedulable: false,
    waitingReason: null,
    lastEnd: null,
    restarts: 0,
    restartsHour: 0,
    gpus: 1,
    startedMs: testNowMs - 3_600_000,
    scraped: true,
    ...overrides,
  };
}
