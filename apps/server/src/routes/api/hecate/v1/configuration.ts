import type { FastifyInstance } from 'fastify';
import { formatByteSize } from '../../../../config/byte-size.ts';
import { configKeys, type Config, type ConfigKey } from '../../../../config/config-schema.ts';
import { formatDuration } from '../../../../config/duration.ts';
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

/** A value as one writes it in the file: `30000` of a duration is `30s`. */
export function configText(key: ConfigKey, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' && key.unit === 'ms') return formatDuration(value);
  if (typeof value === 'number' && key.unit === 'bytes') return formatByteSize(value);
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function valueOf(config: Config, { section, property }: ConfigKey): unknown {
  const inner: unknown = Reflect.get(config, section);
  return typeof inner === 'object' && inner !== null ? Reflect.get(inner, property) : undefined;
}
