/** The address of a workload's page. */
export function workloadPath(workload: {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
}): string {
  return `/workloads/${[workload.namespace, workload.kind, workload.name].map(encodeURIComponent).join('/')}`;
}
