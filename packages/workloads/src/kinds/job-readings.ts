import type { Answers } from '../read/gather.ts';
import type { InventoryAsk } from '../read/inventory-asks.ts';
import type { Subject } from '../subject.ts';
import { meanOf } from '../vital.ts';

/** What the metrics say of a training job; null = not reported. */
export type JobReadings = Readonly<{
  /** Condition types whose status is true. */
  conditions: ReadonlySet<string>;
  /** 0–1. */
  progress: number | null;
  remainingSeconds: number | null;
  /** NaN is a reported value: the run has diverged. */
  loss: number | null;
  step: number | null;
  totalSteps: number | null;
  /** Age of the last report of the trainer, seconds. */
  reportAge: number | null;
  /** Mean GPU activity of the workers now. */
  gpuActive: number | null;
  /** Mean GPU activity over 15 min. */
  gpuActiveQuarter: number | null;
  /** Workers with their GPU activity now. */
  workers: readonly Readonly<{ pod: string; gpuActive: number }>[];
}>;

/** Reads a training job from the grouped answers. */
export function jobReadings(answers: Answers<InventoryAsk>, subject: Subject, nowMs: number): JobReadings {
  const { namespace, name, pods } = subject;
  const conditions = answers
    .samples('jobCondition')
    .filter(({ labels }) => labels['namespace'] === namespace && labels['name'] === name)
    .map(({ labels }) => labels['type'] ?? '');
  const progress = answers.value('jobProgress', namespace, name);
  const reported = answers.value('jobReported', namespace, name);
  const metric = (which: string): number | null => answers.value('jobMetric', namespace, name, which);
  return {
    conditions: new Set(conditions),
    progress: progress === null ? null : progress / 100,
    remainingSeconds: answers.value('jobRemaining', namespace, name),
    loss: metric('loss'),
    step: metric('step'),
    totalSteps: metric('total_steps'),
    reportAge: reported === null ? null : Math.max(0, nowMs / 1000 - reported),
    gpuActive: meanOf(pods.map((pod) => answers.value('gpuActive', namespace, pod.pod))),
    gpuActiveQuarter: meanOf(pods.map((pod) => answers.value('gpuActiveQuarter', namespace, pod.pod))),
    workers: pods.flatMap((pod) => {
      const gpuActive = answers.value('gpuActive', namespace, pod.pod);
      return gpuActive === null ? [] : [{ pod: pod.pod, gpuActive }];
    }),
  };
}
