import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { routeSizes } from './route-sizes.ts';

// Fails when a route is over its budget. The build to measure: the folder given as the first argument, else `dist`.
const dist = pathToFileURL(`${resolve(process.argv[2] ?? `${import.meta.dirname}/dist`)}/`);

for (const { name, kB, budgetKB, fileCount, isTooBig, forbidden } of routeSizes(dist)) {
  if (isTooBig || forbidden.length > 0) process.exitCode = 1;
  const verdict = isTooBig ? 'TOO BIG' : 'ok';
  const note = forbidden.length > 0 ? ` carries ${forbidden.join(', ')}` : '';
  process.stdout.write(
    `${name.padEnd(10)} ${kB.toFixed(1).padStart(7)} kB of ${String(budgetKB).padStart(4)} kB gzip, ${fileCount} files: ${verdict}${note}\n`,
  );
}
