import { useEffect } from 'react';

/** A dashboard that was opened in this browser. */
export type RecentDashboard = { readonly project: string; readonly name: string };

const key = 'hecate.recent-dashboards';
/** Dashboards that are remembered. */
const limit = 8;

/** Remembers the dashboard of the page, if it is one. */
export function useRecentDashboards(pathname: string): void {
  useEffect(() => {
    const found = /^\/projects\/([^/]+)\/dashboards\/([^/]+)/.exec(pathname);
    if (found === null) return;
    const line = `${found[1] ?? ''}/${found[2] ?? ''}`;
    const lines = [line, ...readLines().filter((each) => each !== line)].slice(0, limit);
    try {
      window.localStorage.setItem(key, lines.join('\n'));
    } catch {
      return; // storage is forbidden or full: the list is a comfort only
    }
  }, [pathname]);
}

/** The dashboards opened last in this browser, newest first. */
export function readRecentDashboards(): readonly RecentDashboard[] {
  return readLines().flatMap((line) => {
    const [project, name] = line.split('/');
    if (project === undefined || name === undefined) return [];
    return [{ project: decodeURIComponent(project), name: decodeURIComponent(name) }];
  });
}

function readLines(): readonly string[] {
  try {
    return (window.localStorage.getItem(key) ?? '')
      .split('\n')
      .filter((line) => /^[^/%]+\/[^/%]+$/.test(line));
  } catch {
    return []; // storage is forbidden in this browser
  }
}
