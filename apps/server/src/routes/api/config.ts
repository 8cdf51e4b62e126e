import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import type { Config } from '../../config/config-schema.ts';
import { formatDuration } from '../../config/duration.ts';

/** Presets of the time range, as the console and the official UI offer them. */
const timeRanges = ['15m', '1h', '6h', '24h', '7d', '30d'] as const;

const Disabled = Type.Object({ disable: Type.Boolean() });
const Scopes = Type.Object({ global: Disabled, project: Disabled, disable_local: Type.Boolean() });

/** What the official UI 0.52 reads at its start; without `frontend.time_range` it fails. */
const PersesConfig = Type.Object({
  api_prefix: Type.String(),
  security: Type.Object({
    readonly: Type.Boolean(),
    enable_auth: Type.Boolean(),
    authentication: Type.Object({
      disable_sign_up: Type.Boolean(),
      providers: Type.Object({ enable_native: Type.Boolean() }),
    }),
  }),
  database: Type.Object({}),
  datasource: Scopes,
  variable: Scopes,
  ephemeral_dashboard: Type.Object({ enable: Type.Boolean(), cleanup_interval: Type.String() }),
  frontend: Type.Object({
    disable: Type.Boolean(),
    explorer: Type.Object({ enable: Type.Boolean() }),
    time_range: Type.Object({
      disable_custom: Type.Boolean(),
      disable_zoom: Type.Boolean(),
      options: Type.Array(Type.String()),
    }),
  }),
});

/** `GET /api/config`: the settings of this server in the shape of Perses. */
export function registerConfig(app: FastifyInstance, config: Config): void {
  const schema = {
    summary: 'Settings of this server, in the shape of Perses',
    tags: ['perses'],
    response: { 200: PersesConfig },
  };
  app.get('/api/config', { schema }, async () => ({
    api_prefix: config.server.apiPrefix,
    security: {
      readonly: config.server.isReadonly,
      enable_auth: false,
      authentication: { disable_sign_up: true, providers: { enable_native: false } },
    },
    database: {},
    datasource: disabledIn(config.datasource),
    variable: disabledIn(config.variable),
    ephemeral_dashboard: {
      enable: config.ephemeralDashboard.isEnabled,
      cleanup_interval: formatDuration(config.ephemeralDashboard.cleanupIntervalMs),
    },
    frontend: {
      disable: false,
      explorer: { enable: true },
      time_range: { disable_custom: false, disable_zoom: false, options: timeRanges },
    },
  }));
}

function disabledIn(scopes: Config['variable']): Static<typeof Scopes> {
  return {
    global: { disable: !scopes.isGlobalEnabled },
    project: { disable: !scopes.isProjectEnabled },
    disable_local: !scopes.isLocalEnabled,
  };
}
