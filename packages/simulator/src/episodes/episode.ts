/** Names of the failure episodes that the simulator can play; signatures are in domain reference §6.3. */
export type EpisodeName =
  | 'kv-saturation'
  | 'host-oom-kill'
  | 'thermal-throttle'
  | 'bad-rollout'
  | 'traffic-skew'
  | 'retry-storm'
  | 'straggler'
  | 'loss-nan'
  | 'pvc-full'
  | 'kueue-preemption'
  | 'inadmissible-queue'
  | 'scrape-loss';

/** What an episode happens to. `entity` is the key by which the model asks for its effects. */
export interface EpisodeSubject {
  readonly entity: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** One failure with its ground truth: when, to what, why. */
export interface Episode {
  readonly id: string;
  readonly name: EpisodeName;
  readonly startTick: number;
  /** First tick that is no longer affected. */
  readonly endTick: number;
  readonly subject: EpisodeSubject;
  readonly cause: string;
  readonly source: 'schedule' | 'demand';
}

/** A kind of episode. */
export interface EpisodeKind {
  readonly name: EpisodeName;
  readonly minutes: number;
  readonly cause: string;
  /** What shows, in order. */
  readonly signature: readonly string[];
}
