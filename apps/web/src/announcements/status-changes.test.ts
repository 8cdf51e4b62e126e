import { describe, expect, it } from 'vitest';
import { createStatusWatch, type SeenStatus } from './status-changes.ts';

const ready: SeenStatus = {
  namespace: 'llm-prod',
  kind: 'InferenceService',
  name: 'llama-8b',
  class: 'healthy',
  word: 'Ready',
};
const broken = { ...ready, class: 'degraded', word: 'CrashLoopBackOff' } as const;

describe('changes of status', () => {
  it('say the workload, its state and the word of Kubernetes, once for each change', () => {
    const watch = createStatusWatch();
    expect(watch([ready])).toEqual([]);
    expect(watch([broken])).toEqual([
      { words: 'llama-8b in llm-prod is degraded now: CrashLoopBackOff.', isImportant: true },
    ]);
    expect(watch([broken])).toEqual([]);
    expect(watch([ready])).toMatchObject([{ isImportant: true }]);
  });

  it('are unimportant where nobody has to act', () => {
    const watch = createStatusWatch();
    watch([{ ...ready, class: 'waiting', word: 'Queued' }]);
    expect(watch([{ ...ready, class: 'active', word: 'Running' }])).toMatchObject([{ isImportant: false }]);
  });

  it('tell workloads of one name in two namespaces apart', () => {
    const watch = createStatusWatch();
    watch([ready]);
    expect(watch([{ ...broken, namespace: 'research-a' }])).toEqual([]);
  });
});
