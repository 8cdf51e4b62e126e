import type { Overview } from '@hecate/server/contract';

/** The sentence that answers the page's question: "2 need attention · 34 healthy · 5 waiting". */
export function overviewSentence(counts: Overview['counts'], attentionTotal: number): readonly string[] {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const parts: readonly (readonly [number, string])[] = [
    [(counts.healthy ?? 0) + (counts.active ?? 0), 'running well'],
    [counts.waiting ?? 0, 'waiting'],
    [counts.stopped ?? 0, 'stopped'],
    [counts.unknown ?? 0, 'unknown'],
  ];
  const head =
    attentionTotal === 0
      ? 'Nothing needs attention'
      : `${attentionTotal} need${attentionTotal === 1 ? 's' : ''} attention`;
  return [head, ...parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`)];
}

/** Titles of the workload strips. */
export const stripTitles: Readonly<Record<Overview['strips'][number]['id'], string>> = {
  models: 'Models',
  training: 'Training',
  notebooks: 'Notebooks',
  queues: 'Queues',
};

/** What an empty strip says. */
export const emptyStrips: Readonly<Record<Overview['strips'][number]['id'], string>> = {
  models: 'No models. InferenceService and LLMInferenceService appear here.',
  training: 'No training jobs. PyTorchJob, TrainJob and RayJob appear here.',
  notebooks: 'No notebooks.',
  queues: 'No queues. ClusterQueues of Kueue appear here.',
};

/** The word for a kind of change. */
export function changeWord(type: string): string {
  const words: Readonly<Record<string, string>> = {
    restart: 'Restart',
    oom: 'Out of memory',
    rollout: 'Rollout',
    scale: 'Scale',
    preemption: 'Preemption',
    episode: 'Simulated episode',
  };
  return words[type] ?? type;
}
