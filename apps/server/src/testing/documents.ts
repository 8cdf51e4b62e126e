import type { ResourceKind } from '@hecate/perses';

/** A small valid document of each kind, as a client would send it. */
export function sampleDocument(kind: ResourceKind, name: string, project?: string, spec?: unknown): unknown {
  return {
    kind,
    metadata: { name, ...(project === undefined ? {} : { project }) },
    spec: spec ?? sampleSpec(kind),
  };
}

function sampleSpec(kind: ResourceKind): unknown {
  switch (kind) {
    case 'Project':
      return { display: { name: 'A project' } };
    case 'Dashboard':
      return { display: { name: 'A dashboard' }, panels: {}, layouts: [], duration: '1h' };
    case 'EphemeralDashboard':
      return { ttl: '1h', panels: {}, layouts: [], duration: '1h' };
    case 'Secret':
    case 'GlobalSecret':
      return { allowedHosts: ['prometheus:9090'] };
    case 'Folder':
      return { items: [] };
    case 'Variable':
    case 'GlobalVariable':
      return { kind: 'TextVariable', spec: { value: 'a' } };
    case 'Datasource':
    case 'GlobalDatasource':
      return datasourceSpec('http://127.0.0.1:9', false);
  }
}

/** A Prometheus datasource's spec with the HTTP proxy. */
export function datasourceSpec(
  url: string,
  isDefault: boolean,
  more: Readonly<Record<string, unknown>> = {},
): unknown {
  return {
    default: isDefault,
    plugin: {
      kind: 'PrometheusDatasource',
      spec: { proxy: { kind: 'HTTPProxy', spec: { url, ...more } } },
    },
  };
}
