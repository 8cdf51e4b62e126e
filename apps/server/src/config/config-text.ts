import { formatByteSize } from './byte-size.ts';
import type { ConfigKey } from './config-keys.ts';
import { formatDuration } from './duration.ts';

/** A value as one writes it in the file: `30000` of a duration is `30s`; empty when it is not set. */
export function configText(key: ConfigKey, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' && key.unit === 'ms') return formatDuration(value);
  if (typeof value === 'number' && key.unit === 'bytes') return formatByteSize(value);
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
