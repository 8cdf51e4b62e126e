/** Path of a project's dashboards, or of one of them. */
export function dashboardPath(project: string, name?: string): string {
  const list = `/api/v1/projects/${encodeURIComponent(project)}/dashboards`;
  return name === undefined ? list : `${list}/${encodeURIComponent(name)}`;
}

/** Path of a dashboard's versions, or of one of them. */
export function revisionPath(project: string, name: string, version?: number): string {
  const list = `/api/hecate/v1/projects/${encodeURIComponent(project)}/dashboards/${encodeURIComponent(name)}/revisions`;
  return version === undefined ? list : `${list}/${version}`;
}
