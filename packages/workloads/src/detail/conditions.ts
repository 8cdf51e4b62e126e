import type { Assessment } from '../assessment.ts';
import type { WorkloadCondition } from '../contract/workload-detail.ts';
import { worstFirst } from '../workload-row.ts';

/** Problems first, then what the kind states; a problem replaces the condition of the same type. */
export function conditionRows({
  problems,
  conditions,
}: Pick<Assessment, 'problems' | 'conditions'>): WorkloadCondition[] {
  const found = worstFirst(problems).map((problem) => ({
    type: problem.type,
    class: problem.class,
    reason: problem.cause,
    explanation: problem.remedy,
  }));
  const types = new Set(found.map((condition) => condition.type));
  return [...found, ...conditions.filter((condition) => !types.has(condition.type))];
}
