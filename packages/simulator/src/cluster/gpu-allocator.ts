import { GPUS_PER_NODE, type ClusterPlan, type GpuSlot } from './cluster-plan.ts';

/** GPUs of a training node that its jobs take in turns. */
const TRAINING_GPUS = 7;

/** Hands out the GPUs that no training group uses, in order; undefined when none is left. */
export function createGpuAllocator(plan: ClusterPlan): () => GpuSlot | undefined {
  const trainingNodes = new Set(plan.training.map(({ node }) => node));
  const free = allGpus(plan).filter(({ node, index }) => !trainingNodes.has(node) || index >= TRAINING_GPUS);
  return () => free.shift();
}

/** Every GPU of the cluster. */
export function allGpus(plan: ClusterPlan): GpuSlot[] {
  return plan.nodes.flatMap((node) => Array.from({ length: GPUS_PER_NODE }, (_, index) => ({ node, index })));
}
