/** `/workloads/:namespace/:kind/:name`: how is it, what changed, why did it die? */
export function WorkloadPage() {
  return <h1>Workload</h1>;
}
