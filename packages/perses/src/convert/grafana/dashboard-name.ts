import { documentLimits } from '../../document-limits.ts';

/** The resource name of a dashboard, as Perses makes it: its uid, else its title, with `_` for what a name cannot hold. */
export function dashboardName(uid: string | undefined, title: string | undefined): string {
  const written = (uid ?? title ?? '').normalize('NFD').replaceAll(/\p{Mark}/gu, '');
  const name = written
    .replaceAll(/[^a-zA-Z0-9_.-]/g, '_')
    .replaceAll(/\.{2,}/g, '.')
    .slice(0, documentLimits.nameCharacters)
    .replaceAll(/^\.+|\.+$/g, '');
  return name === '' ? 'dashboard' : name;
}
