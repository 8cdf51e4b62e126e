import type { Template } from './template.ts';
import { vllmTemplate } from './templates/vllm.ts';

/** Every dashboard template, in the order the gallery shows them. */
export const templates: readonly Template[] = [vllmTemplate];

/** The template that fits a workload best: kind and runtime, else kind alone; undefined when none fits. */
export function templateFor(kind: string, runtime: string): Template | undefined {
  const fitting = templates.filter((each) => each.kinds.includes(kind));
  return fitting.find((each) => each.runtime === runtime) ?? fitting.find((each) => each.runtime === null);
}
