import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of real data for tests, or null where this machine has none; with CI=true its absence is an error. */
export function testDataFolder(): string | null {
  const given = process.env['HECATE_TEST_DATA'];
  const folder = given ?? resolve(import.meta.dirname, '../../../../../shared/data');
  if (existsSync(join(folder, 'dashboards'))) return folder;
  if (process.env['CI'] === 'true') {
    throw new Error(`test data is missing: ${folder} (set HECATE_TEST_DATA to its folder)`);
  }
  return null;
}
