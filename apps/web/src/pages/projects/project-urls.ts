/** Page of a project. */
export function projectUrl(project: string): string {
  return `/projects/${encodeURIComponent(project)}`;
}

/** Page of a dashboard. */
export function dashboardUrl(project: string, name: string): string {
  return `${projectUrl(project)}/dashboards/${encodeURIComponent(name)}`;
}

/** Page of a dashboard that expires; the address is the one that `percli dac preview` prints. */
export function previewUrl(project: string, name: string): string {
  return `${projectUrl(project)}/ephemeraldashboards/${encodeURIComponent(name)}`;
}
