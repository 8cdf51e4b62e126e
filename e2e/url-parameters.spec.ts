import { expect } from '@playwright/test';
import { test } from './covered-test.ts';
import { pageList } from './page-list.ts';

// Whatever the address says, the console asks its own server for its own files and its API, and no path that a parameter spells.
const base = process.env.HECATE_E2E_URL ?? '';
const parameters = [
  'lng',
  'tz',
  'theme',
  'project',
  'start',
  'end',
  'refresh',
  'tab',
  'v',
  'diff',
  'focus',
  'fold',
  'edit',
  'q',
  'ds',
  'view',
  'preview',
  'kind',
  'sort',
  'wall',
  'var-namespace',
  'rd',
];
/** Two that a path must not get, and two that lead elsewhere. */
const spellings = [
  '../../planted-x',
  '..%2f..%2fplanted-x',
  '//planted-x.example',
  'https://planted-x.example/',
];

for (const { name, path } of pageList)
  test(`no parameter of ${name} becomes a path or an origin`, async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const spelling of spellings) {
      const search = parameters.map((parameter) => `${parameter}=${spelling}`).join('&');
      await page.goto(`${base}${path}?${search}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    }
    const { origin } = new URL(base);
    const foreign = asked.filter((url) => {
      if (/^(?:data|blob):/.test(url)) return false;
      const { origin: its, pathname } = new URL(url);
      const isPage = pathname === new URL(`${base}${path}`).pathname;
      const isOwn = isPage || /^\/(?:assets|api|proxy|prometheus|plugins)\/|^\/[\w.-]+$/.test(pathname);
      // A name that is encoded within one segment is the server's to refuse; one that begins a segment was a path.
      return its !== origin || !isOwn || /\/planted/.test(pathname);
    });
    expect(foreign).toEqual([]);
    expect(asked.length).toBeGreaterThan(spellings.length);
  });
