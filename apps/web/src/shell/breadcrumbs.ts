import { projectOfNamespace } from '../components/namespace-word.ts';
import { placeOf } from './places.ts';

/** One step of the way to a page; the last one has no address. */
export type Crumb = { readonly label: string; readonly to?: string };

/** The steps after the project: section, kind, name. */
export function breadcrumbs(pathname: string): readonly Crumb[] {
  const parts = pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
  const place = placeOf(pathname);
  if (place === undefined) return [{ label: 'No such page' }];
  const [section, first = '', second = '', third = ''] = parts;
  if (section === 'workloads' && third !== '') {
    return [{ label: 'Workloads', to: '/workloads' }, { label: second }, { label: third }];
  }
  if (section === 'projects' && third !== '') {
    return [{ label: 'Dashboards', to: `/projects/${encodeURIComponent(first)}` }, { label: third }];
  }
  if (section === 'transfer') return [{ label: place.label, to: place.path }, { label: 'Import and export' }];
  return [{ label: place.label }];
}

/** The project a path names, if it names one. */
export function projectOfPath(pathname: string): string | null {
  const found = /^\/projects\/([^/]+)/.exec(pathname) ?? /^\/workloads\/([^/]+)\//.exec(pathname);
  return found === null ? null : projectOfNamespace(decode(found[1] ?? ''));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray percent sign in a pasted address
  }
}
