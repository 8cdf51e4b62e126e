import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.ts';
import { carriedByBuild, librariesOfBrowserApp, noticeText } from './reference/notice.ts';
import { builtWebApp } from './up/web-app.ts';

// Writes NOTICE from what the built browser app carries; with --check it only compares and ends with 1 when it is out of date.
const { folder } = await builtWebApp({ report: (line) => console.log(line) });
const text = noticeText(carriedByBuild(librariesOfBrowserApp(projectRoot), folder));
const file = join(projectRoot, 'NOTICE');
if (readFileSync(file, 'utf8') !== text) {
  if (process.argv.includes('--check')) {
    console.error('NOTICE is out of date: run `npm run notice`.');
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log('Wrote NOTICE');
  }
}
