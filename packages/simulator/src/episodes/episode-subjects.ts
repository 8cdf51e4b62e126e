import type { ClusterPlan } from '../cluster/cluster-plan.ts';
import type { TrainingRhythm } from '../cluster/training-rhythm.ts';
import { engineIds } from '../vllm/engine-plan.ts';
import type { EpisodeName, EpisodeSubject } from './episode.ts';

/** Everything in the cluster that an episode of this name could happen to in `[startTick, endTick)`. */
export function episodeSubjects(
  plan: ClusterPlan,
  rhythms: readonly TrainingRhythm[],
  name: EpisodeName,
  startTick: number,
  endTick: number,
): readonly EpisodeSubject[] {
  switch (name) {
    case 'kv-saturation':
    case 'retry-storm':
      return plan.vllm.filter((model) => model.namespace !== 'llm-staging').map(subjectOf);
    case 'host-oom-kill':
    case 'scrape-loss':
      return plan.vllm.flatMap((model) =>
        engineIds(model).map((entity) => ({ ...subjectOf(model), entity })),
      );
    case 'traffic-skew':
      return plan.vllm.filter((model) => model.replicas > 1).map(subjectOf);
    case 'bad-rollout':
      return plan.vllm
        .filter((model) => model.replicas > 1 && model.kind === 'InferenceService')
        .map((model) => ({ ...subjectOf(model), entity: engineIds(model).at(-1) ?? '' }));
    case 'thermal-throttle':
      return [...new Set(plan.nodes.slice(0, Math.max(1, plan.nodes.length - plan.training.length)))].map(
        (node) => ({
          entity: node,
          kind: 'Node',
          namespace: '',
          name: node,
        }),
      );
    case 'straggler':
    case 'loss-nan':
    case 'pvc-full':
    case 'kueue-preemption':
      return rhythms
        .flatMap((rhythm) => rhythm.jobsAt(startTick))
        .filter((job) => job.startTick + 20 <= startTick && endTick + 20 <= job.endTick)
        .map((job) => ({
          entity: job.id,
          kind: job.series.kind,
          namespace: job.series.namespace,
          name: job.name,
        }));
    case 'inadmissible-queue':
      return plan.queues.map((queue) => ({
        entity: queue.name,
        kind: 'ClusterQueue',
        namespace: '',
        name: queue.name,
      }));
  }
}

function subjectOf(model: { kind: string; namespace: string; name: string }): EpisodeSubject {
  return {
    entity: `${model.namespace}/${model.name}`,
    kind: model.kind,
    namespace: model.namespace,
    name: model.name,
  };
}
