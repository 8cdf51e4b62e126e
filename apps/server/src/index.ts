export { createServer, type HecateServer, type ServerOptions } from './create-server.ts';
export { precompressFolder } from './static/precompress-folder.ts';
export { configurationPage } from './reference/configuration-page.ts';
export { apiPage } from './reference/api-page.ts';
export { createLogger } from './create-logger.ts';
export { readConfig, allowedValues, type ConfigSources } from './config/read-config.ts';
export { ConfigError, type ConfigProblem } from './config/config-error.ts';
export { configKeys, type Config, type ConfigKey } from './config/config-schema.ts';
