import { describe, expect, it } from 'vitest';
import { configKeys } from '../config/config-keys.ts';
import { apiPage } from './api-page.ts';
import { configurationPage } from './configuration-page.ts';

describe('the reference pages', () => {
  it('name every configuration key with its variable and default', () => {
    const page = configurationPage();
    for (const { path, env } of configKeys) expect(page).toContain(`| \`${path}\` | \`${env}\` |`);
    expect(page).toContain('| `datasource.queryTimeout` | `DATASOURCE_QUERY_TIMEOUT` |  | `30s` |');
    expect(page).toContain('takes effect with the cold tier of the gateway');
  });

  it('name the routes of both API doors and every refusal', async () => {
    const page = await apiPage();
    for (const text of [
      '`GET /api/v1/projects/{project}/dashboards/{name}`',
      '`POST /api/hecate/v1/projects/{project}/dashboards/{name}/revisions/{version}/restore`',
      '`GET /proxy/globaldatasources/{name}/*`',
      '`metadata_only` leaves the specs out',
      '| `body_too_large` | 413 |',
    ]) {
      expect(page).toContain(text);
    }
  });
});
