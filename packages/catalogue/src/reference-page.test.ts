import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { catalogueReference } from './reference-page.ts';

it('the reference page in the documentation is the catalogue as it is (else: node packages/catalogue/src/write-reference.ts)', () => {
  const page = readFileSync(new URL('../../../docs/reference/catalogue.md', import.meta.url), 'utf8');
  expect(page).toBe(catalogueReference());
});
