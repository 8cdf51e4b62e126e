import type { Shape } from './shape.ts';

/** One request of a client and what it must be answered. */
export interface RecordedRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  /** Of the JSON body; null for an empty one, left out where only the status counts. */
  readonly shape?: Shape | null;
  /** Text that the body must hold. */
  readonly holds?: string;
}

const metadata = { name: 'string', createdAt: 'string', updatedAt: 'string', version: 'number' } as const;
const inProject = { ...metadata, project: 'string' } as const;
const entity = { kind: 'string', metadata, spec: 'object' } as const;
const ownEntity = { kind: 'string', metadata: inProject, spec: 'object' } as const;
const disabled = { disable: 'boolean' } as const;

const dashboard = (title: string) => ({
  kind: 'Dashboard',
  metadata: { name: 'board', project: 'perses', version: 0 },
  spec: {
    display: { name: title },
    duration: '1h',
    refreshInterval: '0s',
    variables: [],
    panels: {
      cpu: {
        kind: 'Panel',
        spec: {
          display: { name: 'CPU' },
          plugin: { kind: 'TimeSeriesChart', spec: {} },
          queries: [
            {
              kind: 'TimeSeriesQuery',
              spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query: 'up' } } },
            },
          ],
        },
      },
    },
    layouts: [
      {
        kind: 'Grid',
        spec: { items: [{ x: 0, y: 0, width: 12, height: 6, content: { $ref: '#/spec/panels/cpu' } }] },
      },
    ],
  },
});
const variable = {
  kind: 'Variable',
  metadata: { name: 'job', project: 'perses' },
  spec: { kind: 'TextVariable', spec: { value: 'node', constant: false } },
};
const secret = {
  kind: 'Secret',
  metadata: { name: 'reader', project: 'perses' },
  spec: { basicAuth: { username: 'u', password: 'p' } },
};
const datasource = (kind: 'Datasource' | 'GlobalDatasource', url: string) => ({
  kind,
  metadata: { name: 'prom', ...(kind === 'Datasource' ? { project: 'perses' } : {}) },
  spec: {
    default: true,
    plugin: {
      kind: 'PrometheusDatasource',
      spec: { proxy: { kind: 'HTTPProxy', spec: { url } }, scrapeInterval: '1m' },
    },
  },
});

/**
 * What the Perses UI 0.52 asks, in the order of a person who opens it, makes a project, its documents, looks at a dashboard and
 * clears up: start, lists, writes, the proxy, its own plugins.
 */
export function persesUiRequests(prometheusUrl: string): readonly RecordedRequest[] {
  return [
    ...start,
    ...writes(prometheusUrl),
    ...lists,
    ...looking(prometheusUrl),
    ...refusals,
    ...clearingUp,
  ];
}

const start: readonly RecordedRequest[] = [
  {
    method: 'GET',
    path: '/api/config',
    status: 200,
    shape: {
      api_prefix: 'string',
      security: {
        readonly: 'boolean',
        enable_auth: 'boolean',
        authentication: { disable_sign_up: 'boolean', providers: { enable_native: 'boolean' } },
      },
      database: 'object',
      datasource: { global: disabled, project: disabled, disable_local: 'boolean' },
      variable: { global: disabled, project: disabled, disable_local: 'boolean' },
      ephemeral_dashboard: { enable: 'boolean' },
      frontend: {
        explorer: { enable: 'boolean' },
        time_range: { disable_custom: 'boolean', disable_zoom: 'boolean', options: ['string'] },
      },
    },
  },
  {
    method: 'GET',
    path: '/api/v1/health',
    status: 200,
    shape: { buildTime: 'string', version: 'string', commit: 'string', database: 'boolean' },
  },
  {
    method: 'GET',
    path: '/api/v1/plugins',
    status: 200,
    shape: [{ kind: 'string', metadata: { name: 'string', version: 'string' }, spec: { plugins: 'array' } }],
  },
  {
    method: 'GET',
    path: '/plugins/TimeSeriesChart/mf-manifest.json',
    status: 200,
    shape: { name: 'string' },
  },
  // Login is off: there is nobody to ask for, and nothing below /auth.
  { method: 'GET', path: '/api/v1/user/whoami', status: 401, shape: { message: 'string' } },
  { method: 'POST', path: '/api/auth/refresh', body: {}, status: 404, shape: { message: 'string' } },
];

function writes(url: string): readonly RecordedRequest[] {
  const project = { kind: 'Project', metadata: { name: 'Perses' }, spec: { display: { name: 'Perses' } } };
  const own = '/api/v1/projects/perses';
  return [
    {
      method: 'POST',
      path: '/api/v1/projects',
      body: project,
      status: 200,
      shape: entity,
      holds: '"name":"perses"',
    },
    { method: 'POST', path: '/api/v1/projects', body: project, status: 409, shape: { message: 'string' } },
    {
      method: 'PUT',
      path: own,
      body: { ...project, metadata: { name: 'perses' }, spec: { display: { name: 'Renamed' } } },
      status: 200,
      shape: entity,
      holds: '"name":"Renamed"',
    },
    { method: 'POST', path: `${own}/dashboards`, body: dashboard('One'), status: 200, shape: ownEntity },
    {
      method: 'PUT',
      path: `${own}/dashboards/board`,
      body: dashboard('Two'),
      status: 200,
      shape: ownEntity,
      holds: '"version":1',
    },
    { method: 'POST', path: `${own}/variables`, body: variable, status: 200, shape: ownEntity },
    { method: 'PUT', path: `${own}/variables/job`, body: variable, status: 200, shape: ownEntity },
    {
      method: 'POST',
      path: '/api/v1/globalvariables',
      body: { ...variable, kind: 'GlobalVariable', metadata: { name: 'g' } },
      status: 200,
      shape: entity,
    },
    {
      method: 'POST',
      path: `${own}/secrets`,
      body: secret,
      status: 200,
      shape: ownEntity,
      holds: '"password":"<secret>"',
    },
    {
      method: 'PUT',
      path: `${own}/secrets/reader`,
      body: secret,
      status: 200,
      shape: ownEntity,
      holds: '"password":"<secret>"',
    },
    {
      method: 'POST',
      path: '/api/v1/globalsecrets',
      body: { ...secret, kind: 'GlobalSecret', metadata: { name: 'g' } },
      status: 200,
      shape: entity,
    },
    {
      method: 'POST',
      path: `${own}/datasources`,
      body: datasource('Datasource', url),
      status: 200,
      shape: ownEntity,
    },
    {
      method: 'POST',
      path: '/api/v1/globaldatasources',
      body: datasource('GlobalDatasource', url),
      status: 200,
      shape: entity,
    },
    {
      method: 'POST',
      path: `${own}/ephemeraldashboards`,
      body: {
        ...dashboard('Preview'),
        kind: 'EphemeralDashboard',
        spec: { ...dashboard('Preview').spec, ttl: '1d' },
      },
      status: 200,
      shape: ownEntity,
    },
    {
      method: 'POST',
      path: '/api/v1/folders',
      body: {
        kind: 'Folder',
        metadata: { name: 'f', project: 'perses' },
        spec: { items: [{ kind: 'Dashboard', name: 'board' }] },
      },
      status: 200,
      shape: ownEntity,
    },
    { method: 'POST', path: '/api/validate/dashboards', body: dashboard('One'), status: 200, shape: null },
    { method: 'POST', path: '/api/validate/variables', body: variable, status: 200, shape: null },
    {
      method: 'POST',
      path: '/api/migrate',
      body: {
        grafanaDashboard: { uid: 'from-grafana', title: '$TITLE', panels: [] },
        input: { TITLE: 'Moved' },
      },
      status: 200,
      shape: { kind: 'string', metadata: { name: 'string' }, spec: 'object' },
      holds: '"Moved"',
    },
  ];
}

const lists: readonly RecordedRequest[] = [
  { method: 'GET', path: '/api/v1/projects', status: 200, shape: [entity] },
  { method: 'GET', path: '/api/v1/projects/perses', status: 200, shape: entity },
  {
    method: 'GET',
    path: '/api/v1/dashboards?metadata_only=true',
    status: 200,
    shape: [{ kind: 'string', metadata: inProject, spec: {} }],
  },
  ...[
    'dashboards',
    'dashboards?metadata_only=true',
    'variables',
    'datasources',
    'secrets',
    'ephemeraldashboards',
    'folders',
  ].map((list): RecordedRequest => ({
    method: 'GET',
    path: `/api/v1/projects/perses/${list}`,
    status: 200,
    shape: [ownEntity],
  })),
  ...['globaldatasources', 'globalvariables', 'globalsecrets'].map((list): RecordedRequest => ({
    method: 'GET',
    path: `/api/v1/${list}`,
    status: 200,
    shape: [entity],
  })),
  { method: 'GET', path: '/api/v1/datasources', status: 200, shape: [ownEntity] },
  {
    method: 'GET',
    path: '/api/v1/projects/perses/datasources?kind=PrometheusDatasource&default=true',
    status: 200,
    shape: [ownEntity],
    holds: '"prom"',
  },
  {
    method: 'GET',
    path: '/api/v1/globaldatasources?kind=PrometheusDatasource&name=prom',
    status: 200,
    shape: [entity],
    holds: '"prom"',
  },
  {
    method: 'GET',
    path: '/api/v1/projects/perses/dashboards/board',
    status: 200,
    shape: ownEntity,
    holds: '"Two"',
  },
  { method: 'GET', path: '/api/v1/projects/perses/datasources/prom', status: 200, shape: ownEntity },
  { method: 'GET', path: '/api/v1/globaldatasources/prom', status: 200, shape: entity },
];

function looking(url: string): readonly RecordedRequest[] {
  const answer = { status: 'string', data: 'object' } as const;
  const { spec } = datasource('Datasource', url);
  const bases = ['/proxy/globaldatasources/prom', '/proxy/projects/perses/datasources/prom'];
  return [
    {
      method: 'POST',
      path: '/api/v1/view',
      body: { project: 'perses', dashboard: 'board', render_time: 0.5, render_errors: 0 },
      status: 200,
      shape: null,
    },
    ...bases.flatMap((base): readonly RecordedRequest[] => [
      {
        method: 'POST',
        path: `${base}/api/v1/query_range`,
        body: 'query=up&start=0&end=60&step=15',
        status: 200,
        shape: answer,
      },
      { method: 'POST', path: `${base}/api/v1/query`, body: 'query=up', status: 200, shape: answer },
      { method: 'GET', path: `${base}/api/v1/label/job/values`, status: 200, shape: answer },
      { method: 'GET', path: `${base}/api/v1/metadata`, status: 200, shape: answer },
    ]),
    {
      method: 'POST',
      path: '/proxy/unsaved/projects/perses/datasources/api/v1/query',
      body: { method: 'POST', body: Buffer.from('query=up').toString('base64'), spec },
      status: 200,
      shape: answer,
    },
    {
      method: 'POST',
      path: '/proxy/unsaved/globaldatasources/api/v1/query',
      body: { method: 'POST', body: Buffer.from('query=up').toString('base64'), spec },
      status: 200,
      shape: answer,
    },
  ];
}

const message = { message: 'string' } as const;
const refusals: readonly RecordedRequest[] = [
  {
    method: 'GET',
    path: '/api/v1/projects/perses/dashboards/lost',
    status: 404,
    shape: message,
    holds: '"document not found"',
  },
  {
    method: 'PUT',
    path: '/api/v1/projects/perses/dashboards/lost',
    body: { ...dashboard('x'), metadata: { name: 'lost', project: 'perses' } },
    status: 404,
    shape: message,
  },
  { method: 'DELETE', path: '/api/v1/projects/perses/dashboards/lost', status: 404, shape: message },
  {
    method: 'GET',
    path: '/api/v1/projects/nowhere/dashboards',
    status: 400,
    shape: message,
    holds: `bad request: metadata.project \\"nowhere\\" doesn't exist`,
  },
  {
    method: 'POST',
    path: '/api/v1/dashboards',
    body: { ...dashboard('x'), metadata: { name: 'x' } },
    status: 400,
    shape: message,
    holds: 'metadata.project cannot be empty',
  },
  {
    method: 'POST',
    path: '/api/v1/view',
    body: { project: 'perses', dashboard: 'lost', render_time: 1, render_errors: 0 },
    status: 404,
    shape: message,
  },
  // Roles are routes of native authorization only, which is off here.
  { method: 'GET', path: '/api/v1/projects/perses/roles', status: 404, shape: message, holds: 'Not Found' },
  { method: 'GET', path: '/api/v1/nothing', status: 404, shape: message, holds: 'Not Found' },
  { method: 'DELETE', path: '/api/v1/projects', status: 405, shape: message },
  {
    method: 'GET',
    path: '/proxy/projects/perses/datasources/lost/api/v1/query?query=1',
    status: 404,
    shape: message,
  },
];

const clearingUp: readonly RecordedRequest[] = [
  { method: 'DELETE', path: '/api/v1/projects/perses/dashboards/board', status: 204, shape: null },
  {
    method: 'GET',
    path: '/api/v1/projects/perses/dashboards/board',
    status: 404,
    shape: message,
    holds: '"document not found"',
  },
  { method: 'DELETE', path: '/api/v1/projects/perses/variables/job', status: 204, shape: null },
  { method: 'DELETE', path: '/api/v1/globaldatasources/prom', status: 204, shape: null },
  { method: 'DELETE', path: '/api/v1/projects/perses', status: 204, shape: null },
  { method: 'GET', path: '/api/v1/datasources', status: 200, shape: [entity], holds: '[]' },
  { method: 'GET', path: '/api/v1/secrets', status: 200, shape: [entity], holds: '[]' },
  { method: 'GET', path: '/api/v1/ephemeraldashboards', status: 200, shape: [entity], holds: '[]' },
];
