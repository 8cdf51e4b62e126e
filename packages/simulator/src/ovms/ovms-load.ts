import type { OvmsPlan } from '../cluster/cluster-plan.ts';
import { businessHours } from '../model/diurnal.ts';
import { clamp, normal, smoothNoise } from '../model/noise.ts';

/** How a model server does in a tick. */
export interface OvmsLoad {
  readonly rate: number;
  /** Median inference time in microseconds. */
  readonly inferenceUs: number;
  readonly active: number;
  readonly failShare: number;
}

/** Inference slots of a server. */
export const OVMS_STREAMS = 4;

/** Predictive models are asked in business hours, and hardly at night. */
export function ovmsLoad(plan: OvmsPlan, seed: number, tick: number): OvmsLoad {
  const drift = 1 + 0.1 * smoothNoise(seed, tick, 60) + 0.06 * normal(seed, tick, 1);
  const rate = Math.max(
    0,
    (plan.requestsPerSecond / plan.replicas) * (0.06 + 1.25 * businessHours(tick)) * drift,
  );
  const busy = clamp((rate * plan.inferenceMs) / 1000 / OVMS_STREAMS, 0, 1.4);
  return {
    rate,
    inferenceUs: plan.inferenceMs * 1000 * (1 + 0.4 * busy),
    active: Math.min(OVMS_STREAMS, Math.round(busy * OVMS_STREAMS)),
    failShare: 0.0015,
  };
}
