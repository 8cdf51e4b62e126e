import { writeFileSync } from 'node:fs';
import { catalogueReference } from './reference-page.ts';

writeFileSync(new URL('../../../docs/reference/catalogue.md', import.meta.url), catalogueReference());
