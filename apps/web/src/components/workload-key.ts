/** One workload among all: what rows, previews and neighbours are told apart by. */
export function workloadKey(workload: {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
}): string {
  return `${workload.namespace}/${workload.kind}/${workload.name}`;
}
