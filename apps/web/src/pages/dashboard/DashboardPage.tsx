/** `/projects/:project/dashboards/:name`: view, edit, history. */
export function DashboardPage() {
  return <h1>Dashboard</h1>;
}
