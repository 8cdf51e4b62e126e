import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Text of a real exporter's answer, or null where this machine has no test data; with CI=true its absence is an error. */
export function realMetrics(name: string): string | null {
  const folder =
    process.env['HECATE_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../../../shared/data');
  const file = resolve(folder, 'metrics', name);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  if (process.env['CI'] === 'true')
    throw new Error(`test data is missing: ${file} (set HECATE_TEST_DATA to its folder)`);
  return null;
}
