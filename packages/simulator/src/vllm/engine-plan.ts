import type { GpuSlot, ModelProfile, VllmPlan } from '../cluster/cluster-plan.ts';
import { nameSuffix } from '../cluster/identity.ts';
import { seedOf } from '../model/noise.ts';

/** What part of the work an engine does. */
export type EngineRole = 'both' | 'decode' | 'prefill';

/** One vLLM engine: one replica of a model on one GPU. */
export interface EnginePlan {
  /** `namespace/model/role-index`. */
  readonly id: string;
  readonly seed: number;
  readonly model: VllmPlan;
  readonly profile: ModelProfile;
  readonly role: EngineRole;
  readonly replica: number;
  readonly gpu: GpuSlot;
  /** Deployment or LLMInferenceService part that owns the pod. */
  readonly deployment: string;
  readonly replicaSet: string;
  /** When the pod that is not touched by any episode was created. */
  readonly originTick: number;
}

/** Keys of a model's engines; the order is that of `enginesOf`. */
export function engineIds(model: VllmPlan): readonly string[] {
  return engineParts(model).map(({ role, replica }) => `${model.namespace}/${model.name}/${role}-${replica}`);
}

/** The engines of a model, each with a GPU from the allocator. */
export function enginesOf(
  seed: number,
  model: VllmPlan,
  originTick: number,
  takeGpu: () => GpuSlot | undefined,
): readonly EnginePlan[] {
  return engineParts(model).map(({ role, replica }) => {
    const id = `${model.namespace}/${model.name}/${role}-${replica}`;
    const gpu = takeGpu();
    if (gpu === undefined) throw new RangeError(`no GPU is left for ${id}: give the cluster more nodes`);
    const deployment = deploymentOf(model, role);
    return {
      id,
      seed: seedOf(seed, id),
      model,
      profile: model.profile,
      role,
      replica,
      gpu,
      deployment,
      replicaSet: `${deployment}-${nameSuffix(seed, `${deployment}/rs`, 10)}`,
      originTick: originTick + replica * 40,
    };
  });
}

function engineParts(model: VllmPlan): readonly { readonly role: EngineRole; readonly replica: number }[] {
  const isDisaggregated = model.prefillReplicas > 0;
  const part = (role: EngineRole, count: number) =>
    Array.from({ length: count }, (_, replica) => ({ role, replica }));
  return isDisaggregated
    ? [...part('decode', model.replicas), ...part('prefill', model.prefillReplicas)]
    : part('both', model.replicas);
}

function deploymentOf(model: VllmPlan, role: EngineRole): string {
  if (model.kind === 'InferenceService') return `${model.name}-predictor`;
  return role === 'prefill' ? `${model.name}-kserve-prefill` : `${model.name}-kserve`;
}
