import type { WorkloadStatusClass } from '@hecate/server/contract';
import type { StatusHue } from '../theme/tokens.ts';

/** The word, the colour and the badness (0 is worst) of each status class. */
export const statusClasses: Readonly<
  Record<WorkloadStatusClass, { readonly word: string; readonly hue: StatusHue; readonly badness: number }>
> = {
  failed: { word: 'Failed', hue: 'failed', badness: 0 },
  degraded: { word: 'Degraded', hue: 'degraded', badness: 1 },
  unknown: { word: 'Unknown', hue: 'waiting', badness: 2 },
  waiting: { word: 'Waiting', hue: 'waiting', badness: 3 },
  active: { word: 'Active', hue: 'active', badness: 4 },
  healthy: { word: 'Healthy', hue: 'healthy', badness: 5 },
  stopped: { word: 'Stopped', hue: 'waiting', badness: 6 },
};

/** The CSS custom property of a class's ink: `var(--failed)`. */
export function statusInk(statusClass: WorkloadStatusClass): string {
  return `var(--${statusClasses[statusClass].hue})`;
}

/** The CSS custom property of a class's tint. */
export function statusTint(statusClass: WorkloadStatusClass): string {
  return `var(--${statusClasses[statusClass].hue}-tint)`;
}
