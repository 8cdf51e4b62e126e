/** `/workloads`: where is mine, and which ones are bad? */
export function WorkloadsPage() {
  return <h1>Workloads</h1>;
}
