import type { FastifyInstance } from 'fastify';
import { configKeys, type ConfigKey } from '../../../../config/config-keys.ts';
import type { Config } from '../../../../config/config-schema.ts';
import { configText } from '../../../../config/config-text.ts';
import { Configuration } from '../../../../contract/index.ts';

/** `GET /api/hecate/v1/configuration`: every key with the value in use, for operators. */
export function registerConfiguration(app: FastifyInstance, config: Config): void {
  const schema = {
    summary: 'Every configuration key with the value in use',
    tags: ['hecate'],
    response: { 200: Configuration },
  };
  const keys = configKeys.map((key) => {
    const value = valueOf(config, key);
    return {
      path: key.path,
      env: key.env,
      flag: key.flag === null ? null : `--${key.flag}`,
      value: configText(key, value),
      isDefault: JSON.stringify(value) === JSON.stringify(key.default),
      description: key.description,
      takesEffectWith: key.takesEffectWith,
    };
  });
  app.get('/api/hecate/v1/configuration', { schema }, async () => ({ keys }));
}

function valueOf(config: Config, { section, property }: ConfigKey): unknown {
  const inner: unknown = Reflect.get(config, section);
  return typeof inner === 'object' && inner !== null ? Reflect.get(inner, property) : undefined;
}
