/** Limits above which a workload needs attention; the values of the alert templates in the domain reference §2.5. */
export const limits = {
  /** Share of the KV cache. */
  kvCache: 0.95,
  /** Requests waiting in front of an engine. */
  waitingRequests: 10,
  /** Failed requests of all. */
  errorRatio: 0.05,
  /** Failed requests in the window below which a ratio is chance. */
  failures: 5,
  /** Time to first token, 95th percentile, seconds. */
  firstTokenSeconds: 2,
  /** Time between tokens, 95th percentile, seconds. */
  tokenSeconds: 0.1,
  /** Latency of predictive models, 99th percentile, seconds. */
  predictSeconds: 1,
  /** Preemptions per second. */
  preemptions: 0.1,
  /** Restarts in one hour. */
  restarts: 3,
  /** Mean time between restarts up to which a pod has looped all its life, seconds: 10 min of running make kubelet forget, 5 min it waits at most. */
  loopSeconds: 900,
  /** GPU temperature, °C. */
  temperature: 85,
  /** Difference of GPU activity between the busiest and the idlest worker. */
  straggler: 0.4,
  /** GPU activity under which a running job does nothing. */
  gpuIdle: 0.05,
  /** Age of the last trainer report, seconds. */
  reportAgeSeconds: 900,
  /** Time a notebook may hold a GPU without using anything, seconds. */
  idleSeconds: 7_200,
  /** CPU cores under which a notebook counts as idle. */
  idleCores: 0.05,
  /** Used share of a volume. */
  volume: 0.85,
  /** Working set of the memory limit. */
  memory: 0.95,
  /** How often the busiest replica's load exceeds the median of the others. */
  skew: 3,
  /** Seconds a pod may take to become ready before that is a problem. */
  startSeconds: 1_800,
} as const;
