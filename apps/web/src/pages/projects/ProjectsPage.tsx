/** `/projects`: every project this person can see. */
export function ProjectsPage() {
  return <h1>Dashboards</h1>;
}
