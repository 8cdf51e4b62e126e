import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './project-root.ts';
import { referencePages } from './reference/pages.ts';

// Writes the generated pages; with --check it only compares and ends with 1 when one is out of date.
const isCheck = process.argv.includes('--check');
const { pages, refusals } = await referencePages(projectRoot);

for (const refusal of refusals) console.error(refusal);
for (const page of pages) {
  const file = join(projectRoot, page.path);
  const present = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (present === page.text) continue;
  if (isCheck) {
    console.error(`${page.path} is out of date: run \`npm run docs\`.`);
    process.exitCode = 1;
    continue;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page.text);
  console.log(`Wrote ${page.path}`);
}
if (refusals.length > 0) process.exitCode = 1;
