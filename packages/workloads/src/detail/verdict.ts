import type { WorkloadDetail } from '../contract/workload-detail.ts';
import { engineReadings } from '../kinds/engine-readings.ts';
import { engineVerdict } from '../kinds/engine-verdict.ts';
import { jobReadings } from '../kinds/job-readings.ts';
import { servingPods } from '../kinds/model-server.ts';
import { notebookVerdict } from '../kinds/notebook.ts';
import { predictorReadings, predictorVerdict } from '../kinds/predictor.ts';
import { queueReadings, queueVerdict } from '../kinds/queue.ts';
import { trainingVerdict } from '../kinds/training.ts';
import type { Assessed, Inventory } from '../read-inventory.ts';

/** What limits the workload; null for kinds and states without a verdict. */
export function verdictOf(
  { subject, assessment }: Assessed,
  { answers, activity, nowMs }: Inventory,
): WorkloadDetail['verdict'] {
  const serving = { ...subject, pods: servingPods(subject.pods) };
  const { ready } = assessment.replicas;
  if (assessment.state.class === 'stopped') return null;
  switch (assessment.runtime) {
    case 'vllm':
      return engineVerdict(engineReadings(answers, serving), ready);
    case 'ovms':
      return predictorVerdict(predictorReadings(answers, serving), ready);
    case 'pytorch':
      return trainingVerdict(jobReadings(answers, subject, nowMs), assessment.state.word === 'Running');
    case 'notebook':
      return notebookVerdict(subject.pods, activity.idle(subject));
    case 'kueue':
      return queueVerdict(queueReadings(answers, subject.name));
    default:
      return null;
  }
}
