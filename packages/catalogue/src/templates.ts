import type { Template } from './template.ts';
import { gpuFleetTemplate } from './templates/gpu-fleet.ts';
import { kueueTemplate } from './templates/kueue.ts';
import { notebookTemplate } from './templates/notebook.ts';
import { ovmsTemplate } from './templates/ovms.ts';
import { platformOverviewTemplate } from './templates/platform-overview.ts';
import { trainingJobTemplate } from './templates/training-job.ts';
import { vllmTemplate } from './templates/vllm.ts';

/** Every dashboard template, in the order the gallery shows them. */
export const templates: readonly Template[] = [
  vllmTemplate,
  ovmsTemplate,
  trainingJobTemplate,
  notebookTemplate,
  kueueTemplate,
  gpuFleetTemplate,
  platformOverviewTemplate,
];

/** The template that fits a workload: kind and runtime, else kind alone where the kind decides; undefined when none fits. */
export function templateFor(kind: string, runtime: string): Template | undefined {
  const fitting = templates.filter((each) => each.kinds.includes(kind));
  return fitting.find((each) => each.runtime === runtime) ?? fitting.find((each) => each.runtime === null);
}
