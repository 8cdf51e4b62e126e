import { Type, type Static } from 'typebox';
import { key } from './config-key.ts';
import { QueryKeys } from './query-keys.ts';

const httpUrl = '^https?://[^\\s/?#@]+(?:/[^\\s?#]*)?$';
const pathPrefix = '^(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$';
const networks = '^(?:loopback|private|[0-9A-Fa-f.:]+/[0-9]{1,3})$';
const hostName = '^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\]|[0-9A-Fa-f:]+)$';

/** The whole configuration: types, limits, defaults, environment names and flags in one place. */
export const ConfigSchema = Type.Object({
  server: Type.Object({
    host: Type.String({
      pattern: hostName,
      allowed: 'a host name or an address; loopback only while there is no login',
      default: '127.0.0.1',
      ...key({
        env: 'HECATE_SERVER_HOST',
        flag: 'host',
        description: 'Address to listen on. There is no login yet, so only loopback addresses are accepted.',
      }),
    }),
    port: Type.Integer({
      minimum: 0,
      maximum: 65_535,
      default: 8080,
      ...key({
        env: 'HECATE_SERVER_PORT',
        flag: 'port',
        description: 'Port to listen on; 0 lets the system choose.',
      }),
    }),
    apiPrefix: Type.String({
      pattern: pathPrefix,
      maxLength: 100,
      allowed: 'a path like /hecate, without a slash at its end',
      default: '',
      ...key({
        env: 'HECATE_SERVER_API_PREFIX',
        flag: 'api-prefix',
        description:
          'Path below which everything is served, for a proxy that shares its host. A request outside it is sent there (302).',
      }),
    }),
    allowedHosts: Type.Array(Type.String({ pattern: hostName, maxLength: 253 }), {
      maxItems: 32,
      default: [],
      ...key({
        env: 'HECATE_SERVER_ALLOWED_HOSTS',
        unit: 'list',
        description:
          'Names beside the loopback ones that a browser may use in the address bar. Any other Host header is refused, which stops DNS rebinding.',
      }),
    }),
    tlsCertFile: Type.Union([Type.String({ minLength: 1 }), Type.Null()], {
      allowed: 'a path to a PEM file',
      default: null,
      ...key({
        env: 'HECATE_SERVER_TLS_CERT_FILE',
        flag: 'tls-cert',
        description: 'Certificate chain (PEM) to serve https with; read again when the file changes.',
      }),
    }),
    tlsKeyFile: Type.Union([Type.String({ minLength: 1 }), Type.Null()], {
      allowed: 'a path to a PEM file',
      default: null,
      ...key({
        env: 'HECATE_SERVER_TLS_KEY_FILE',
        flag: 'tls-key',
        description: 'Private key (PEM) of the certificate; read again when the file changes.',
      }),
    }),
    isReadonly: Type.Boolean({
      default: false,
      ...key({
        env: 'HECATE_SERVER_READONLY',
        flag: 'readonly',
        description: 'Removes every route that writes a document.',
      }),
    }),
    bodyLimitBytes: Type.Integer({
      minimum: 1_000,
      maximum: 100_000_000,
      default: 5_000_000,
      ...key({
        env: 'HECATE_SERVER_BODY_LIMIT',
        unit: 'bytes',
        description: 'Largest request body; a larger one is answered 413.',
      }),
    }),
    requestTimeoutMs: Type.Integer({
      minimum: 1_000,
      maximum: 3_600_000,
      default: 60_000,
      ...key({
        env: 'HECATE_SERVER_REQUEST_TIMEOUT',
        unit: 'ms',
        description: 'Longest time a client may take to send its request.',
      }),
    }),
    stopTimeoutMs: Type.Integer({
      minimum: 0,
      maximum: 60_000,
      default: 5_000,
      ...key({
        env: 'HECATE_SERVER_STOP_TIMEOUT',
        unit: 'ms',
        description: 'How long answers under way may take to finish when the server stops.',
      }),
    }),
  }),
  log: Type.Object({
    level: Type.Union(
      [
        Type.Literal('trace'),
        Type.Literal('debug'),
        Type.Literal('info'),
        Type.Literal('warn'),
        Type.Literal('error'),
        Type.Literal('fatal'),
        Type.Literal('silent'),
      ],
      {
        default: 'info',
        ...key({
          env: 'HECATE_LOG_LEVEL',
          flag: 'log-level',
          description: 'Least severe line that is written.',
        }),
      },
    ),
  }),
  prometheus: Type.Object({
    url: Type.Union([Type.String({ pattern: httpUrl, maxLength: 2_048 }), Type.Null()], {
      allowed: 'an http or https URL without user, query and fragment',
      default: null,
      ...key({
        env: 'PROMETHEUS_URL',
        flag: 'prometheus',
        description:
          'Prometheus that answers `/prometheus/api/v1` and the inventory. Without it the default global datasource is used.',
      }),
    }),
    bearerTokenFile: Type.Union([Type.String({ minLength: 1 }), Type.Null()], {
      allowed: 'a path to a file that holds a token',
      default: null,
      ...key({
        env: 'HECATE_PROMETHEUS_BEARER_TOKEN_FILE',
        description:
          'Bearer token sent to `prometheus.url`; read again when the file changes. Needs https, or an address of this machine.',
      }),
    }),
    caFile: Type.Union([Type.String({ minLength: 1 }), Type.Null()], {
      allowed: 'a path to a PEM file',
      default: null,
      ...key({
        env: 'HECATE_PROMETHEUS_CA_FILE',
        description:
          'Certificate authorities that vouch for `prometheus.url`, instead of the ones Node knows; read again when the file changes.',
      }),
    }),
    certFile: Type.Union([Type.String({ minLength: 1 }), Type.Null()], {
      allowed: 'a path to a PEM file',
      default: null,
      ...key({
        env: 'HECATE_PROMETHEUS_CERT_FILE',
        description: 'Client certificate shown to `prometheus.url`; read again when the file changes.',
      }),
    }),
    keyFile: Type.Union([Type.String({ minLength: 1 }), Type.Null()], {
      allowed: 'a path to a PEM file',
      default: null,
      ...key({
        env: 'HECATE_PROMETHEUS_KEY_FILE',
        description: 'Private key of the client certificate; read again when the file changes.',
      }),
    }),
    serverName: Type.Union([Type.String({ pattern: hostName, maxLength: 253 }), Type.Null()], {
      allowed: 'a host name',
      default: null,
      ...key({
        env: 'HECATE_PROMETHEUS_SERVER_NAME',
        description:
          'Name that the certificate of `prometheus.url` must hold, where it is not the one of the URL: behind a forwarded port.',
      }),
    }),
  }),
  thanos: Type.Object({
    url: Type.Union([Type.String({ pattern: httpUrl, maxLength: 2_048 }), Type.Null()], {
      allowed: 'an http or https URL without user, query and fragment',
      default: null,
      ...key({
        env: 'THANOS_QUERIER_URL',
        description: 'Thanos Query for what Prometheus no longer keeps. Named in the health report.',
        takesEffectWith: 'the cold tier of the gateway',
      }),
    }),
  }),
  datasource: Type.Object({
    queryTimeoutMs: Type.Integer({
      minimum: 100,
      maximum: 600_000,
      default: 30_000,
      ...key({
        env: 'DATASOURCE_QUERY_TIMEOUT',
        unit: 'ms',
        description: 'Longest time a datasource may take to answer.',
      }),
    }),
    poolSize: Type.Integer({
      minimum: 1,
      maximum: 1_000,
      default: 50,
      ...key({
        env: 'DATASOURCE_POOL_SIZE',
        description: 'Most connections to one datasource. Idle ones close after 90 s.',
      }),
    }),
    responseLimitBytes: Type.Integer({
      minimum: 1_000,
      maximum: 2_000_000_000,
      default: 64_000_000,
      ...key({
        env: 'HECATE_DATASOURCE_RESPONSE_LIMIT',
        unit: 'bytes',
        description: 'Largest answer taken from a datasource.',
      }),
    }),
    denyAddresses: Type.Array(Type.String({ pattern: networks, maxLength: 50 }), {
      maxItems: 32,
      allowed: 'at most 32 of loopback, private and networks like 10.0.0.0/8, separated by commas',
      default: [],
      ...key({
        env: 'HECATE_DATASOURCE_DENY_ADDRESSES',
        unit: 'list',
        description:
          'Networks that no datasource is dialled in, beside the link-local and metadata ones that never are. Without it loopback and private networks are allowed, because Prometheus usually is there.',
      }),
    }),
    isDiscoveryEnabled: Type.Boolean({
      default: false,
      ...key({
        env: 'DATASOURCE_DISCOVERY_ENABLED',
        description: 'Look for Prometheus and Thanos in the cluster. Named in the health report.',
        takesEffectWith: 'service discovery',
      }),
    }),
    isGlobalEnabled: Type.Boolean({
      default: true,
      ...key({
        env: 'HECATE_DATASOURCE_GLOBAL_ENABLED',
        description:
          'Serve global datasources and global secrets. Without them their routes are absent; what is stored stays.',
      }),
    }),
    isProjectEnabled: Type.Boolean({
      default: true,
      ...key({
        env: 'HECATE_DATASOURCE_PROJECT_ENABLED',
        description:
          'Serve the datasources of projects. Without them their routes are absent; what is stored stays.',
      }),
    }),
    isLocalEnabled: Type.Boolean({
      default: true,
      ...key({
        env: 'HECATE_DATASOURCE_LOCAL_ENABLED',
        description: 'Take dashboards that hold datasources of their own, and ask those.',
      }),
    }),
  }),
  variable: Type.Object({
    isGlobalEnabled: Type.Boolean({
      default: true,
      ...key({
        env: 'HECATE_VARIABLE_GLOBAL_ENABLED',
        description:
          'Serve global variables. Without them their routes are absent and dashboards cannot refer to them; what is stored stays.',
      }),
    }),
    isProjectEnabled: Type.Boolean({
      default: true,
      ...key({
        env: 'HECATE_VARIABLE_PROJECT_ENABLED',
        description:
          'Serve the variables of projects. Without them their routes are absent and dashboards cannot refer to them; what is stored stays.',
      }),
    }),
    isLocalEnabled: Type.Boolean({
      default: true,
      ...key({
        env: 'HECATE_VARIABLE_LOCAL_ENABLED',
        description: 'Take dashboards that hold variables of their own.',
      }),
    }),
  }),
  ephemeralDashboard: Type.Object({
    isEnabled: Type.Boolean({
      default: true,
      ...key({
        env: 'HECATE_EPHEMERAL_DASHBOARD_ENABLED',
        description: 'Take dashboards that expire, as `percli dac preview` makes them.',
      }),
    }),
    cleanupIntervalMs: Type.Integer({
      minimum: 1_000,
      maximum: 86_400_000,
      default: 60_000,
      ...key({
        env: 'HECATE_EPHEMERAL_DASHBOARD_CLEANUP_INTERVAL',
        unit: 'ms',
        description: 'Time between two looks for dashboards that have expired.',
      }),
    }),
  }),
  query: QueryKeys,
  kubernetes: Type.Object({
    tokenFile: Type.Union([Type.String({ minLength: 1 }), Type.Null()], {
      allowed: 'a path to a file',
      default: null,
      ...key({
        env: 'SERVICE_ACCOUNT_TOKEN_PATH',
        description: 'Service account token for upstreams in a cluster; read again when the file changes.',
        takesEffectWith: 'cluster mode',
      }),
    }),
  }),
});

/** The configuration after reading: durations in milliseconds, sizes in bytes, every default filled in. */
export type Config = Static<typeof ConfigSchema>;
