export { createServer, type HecateServer, type ServerOptions } from './create-server.ts';
export { createLogger } from './create-logger.ts';
export { readConfig, allowedValues, type ConfigSources } from './config/read-config.ts';
export { ConfigError, type ConfigProblem } from './config/config-error.ts';
export { configKeys, type Config, type ConfigKey } from './config/config-schema.ts';
