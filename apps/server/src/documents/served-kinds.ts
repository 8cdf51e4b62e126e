import { resourceKinds, type KindEntry, type ParsedDocument, type ResourceKind } from '@hecate/perses';
import type { Config } from '../config/config-schema.ts';
import type { DatasourceReference } from '../datasources/datasource-directory.ts';
import { ServerError } from '../errors/server-error.ts';

/** What the configuration switches off; the rest is served. */
export type KindSwitches = Pick<Config, 'datasource' | 'variable' | 'ephemeralDashboard'>;

/** The key that switches a kind on and off; null for a kind that is always there. */
function switchOf(
  kind: ResourceKind,
  config: KindSwitches,
): { readonly key: string; readonly isOn: boolean } | null {
  const { datasource, variable } = config;
  switch (kind) {
    case 'GlobalDatasource':
    case 'GlobalSecret':
      return { key: 'datasource.globalEnabled', isOn: datasource.isGlobalEnabled };
    case 'Datasource':
      return { key: 'datasource.projectEnabled', isOn: datasource.isProjectEnabled };
    // A datasource inside a dashboard may name a secret of the project too.
    case 'Secret':
      return {
        key: 'datasource.projectEnabled',
        isOn: datasource.isProjectEnabled || datasource.isLocalEnabled,
      };
    case 'GlobalVariable':
      return { key: 'variable.globalEnabled', isOn: variable.isGlobalEnabled };
    case 'Variable':
      return { key: 'variable.projectEnabled', isOn: variable.isProjectEnabled };
    case 'EphemeralDashboard':
      return { key: 'ephemeralDashboard.enabled', isOn: config.ephemeralDashboard.isEnabled };
    case 'Project':
    case 'Dashboard':
    case 'Folder':
      return null;
  }
}

/** True when documents of this kind are served. Perses 0.54 leaves out the routes of kinds that are switched off. */
export function isServed(kind: ResourceKind, config: KindSwitches): boolean {
  return switchOf(kind, config)?.isOn ?? true;
}

/** The kinds that are served, in the order of the kind table. */
export function servedKinds(config: KindSwitches): readonly KindEntry[] {
  return resourceKinds.filter(({ kind }) => isServed(kind, config));
}

/** True when the datasources of this scope are asked; `kind` is that of the dashboard they are in. */
export function isAsked(
  {
    scope,
    kind = 'Dashboard',
  }: { readonly scope: DatasourceReference['scope']; readonly kind?: ResourceKind },
  config: KindSwitches,
): boolean {
  if (scope === 'global') return config.datasource.isGlobalEnabled;
  if (scope === 'project') return config.datasource.isProjectEnabled;
  return config.datasource.isLocalEnabled && isServed(kind, config);
}

/** Refuses a document of a kind that is switched off, and a dashboard that holds what is. */
export function requireServed(
  { kind, spec }: Pick<ParsedDocument, 'kind' | 'spec'>,
  config: KindSwitches,
): void {
  const own = switchOf(kind, config);
  if (own !== null && !own.isOn) throw new ServerError('kind_disabled', { kind, key: own.key });
  if (kind !== 'Dashboard' && kind !== 'EphemeralDashboard') return;
  for (const [what, isOn, key] of [
    ['datasources', config.datasource.isLocalEnabled, 'datasource.localEnabled'],
    ['variables', config.variable.isLocalEnabled, 'variable.localEnabled'],
  ] as const) {
    const held: unknown = Reflect.get(Object(spec), what);
    if (!isOn && Object.keys(Object(held)).length > 0)
      throw new ServerError('embedded_disabled', { what, key });
  }
}
