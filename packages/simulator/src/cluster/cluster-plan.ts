/** Size presets of the simulated cluster. */
export type ClusterSize = 'small' | 'M';

/** One physical GPU. */
export interface GpuSlot {
  readonly node: string;
  readonly index: number;
}

/** What traffic and hardware a language model has; lengths in tokens, rate in requests per second and replica. */
export interface ModelProfile {
  readonly requestsPerSecond: number;
  readonly promptMedian: number;
  readonly promptSigma: number;
  readonly outputMedian: number;
  readonly outputSigma: number;
  readonly maxModelLength: number;
  /** KV-cache blocks of 16 tokens. */
  readonly gpuBlocks: number;
  readonly prefillTokensPerSecond: number;
  /** Seconds per output token of an idle engine. */
  readonly tokenSeconds: number;
  readonly parameters: number;
  readonly prefixHitRatio: number;
}

/** A vLLM model: an InferenceService with equal replicas, or an LLMInferenceService with decode and prefill pods behind a scheduler. */
export interface VllmPlan {
  readonly kind: 'InferenceService' | 'LLMInferenceService';
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
  readonly prefillReplicas: number;
  readonly profile: ModelProfile;
}

/** A model server of the predictive kind on CPUs. */
export interface OvmsPlan {
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
  readonly requestsPerSecond: number;
  /** Median inference time in milliseconds. */
  readonly inferenceMs: number;
}

/** A workbench. */
export interface NotebookPlan {
  readonly namespace: string;
  readonly name: string;
  readonly user: string;
  readonly hasGpu: boolean;
  /** `idle` keeps its GPU without using it; `stopped` has no pod. */
  readonly habit: 'active' | 'idle' | 'stopped' | 'loader';
  readonly memoryGiB: number;
}

/** One of the four job series of a training group; each series always runs one job of the group's rhythm. */
export interface TrainingSeriesPlan {
  readonly kind: 'TrainJob' | 'PyTorchJob';
  readonly namespace: string;
  readonly name: string;
  readonly workers: number;
  readonly stepSeconds: number;
  readonly totalEpochs: number;
}

/** Four job series that share seven GPUs of a node: at every time three run and the next waits for quota. */
export interface TrainingGroupPlan {
  readonly node: string;
  readonly clusterQueue: string;
  readonly series: readonly [TrainingSeriesPlan, TrainingSeriesPlan, TrainingSeriesPlan, TrainingSeriesPlan];
}

/** A Ray cluster with one GPU worker. */
export interface RayPlan {
  readonly namespace: string;
  readonly name: string;
  readonly workers: number;
}

/** A Kueue cluster queue with its local queues (one a namespace). */
export interface ClusterQueuePlan {
  readonly name: string;
  readonly namespaces: readonly string[];
  readonly nominalGpus: number;
  readonly group: number | null;
}

/** Everything that stands in the cluster whatever the time is. */
export interface ClusterPlan {
  readonly size: ClusterSize;
  readonly nodes: readonly string[];
  readonly namespaces: readonly string[];
  readonly vllm: readonly VllmPlan[];
  readonly ovms: readonly OvmsPlan[];
  readonly notebooks: readonly NotebookPlan[];
  readonly training: readonly TrainingGroupPlan[];
  readonly ray: readonly RayPlan[];
  readonly queues: readonly ClusterQueuePlan[];
  /** An InferenceService whose model never loads: somebody's forgotten canary. */
  readonly canary: { readonly namespace: string; readonly name: string };
}

/** GPUs on every node. */
export const GPUS_PER_NODE = 8;
