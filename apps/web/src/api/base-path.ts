/**
 * The path below which the server serves everything, without a slash at its end; empty at the root of a host. The server fills it
 * into the page; where no server did, what stands there is no path.
 */
export function basePath(): string {
  // Code that only asks, and draws nothing, also runs without a page.
  if (typeof document === 'undefined') return '';
  const filled = document.querySelector('meta[name="base-path"]')?.getAttribute('content') ?? '';
  return filled.startsWith('/') ? filled : '';
}

/** A path of the server as this page must ask for it. */
export function below(path: string): string {
  return `${basePath()}${path}`;
}
