#!/usr/bin/env node
// Runs on any Node from 20: installs what is missing, then hands over to the Node 24 of the lockfile.
import { spawn } from 'node:child_process';
import { installed, nodeBinary, root } from './set-up.js';

const asked = process.argv.slice(2);
const isScript = asked[0] === '--run';
const main = isScript ? asked[1] : 'apps/cli/src/main.ts';
const rest = isScript ? asked.slice(2) : asked;

await installed();

// A young generation of 16 MB takes a sixth of the CPU time off a proxied query (`npm run bench proxy`). The server gives back
// what its start took (trim-heap.ts), or it would be over its 150 MiB when idle (`npm run bench idle-server`).
const child = spawn(
  nodeBinary(),
  ['--expose-gc', '--max-semi-space-size=16', '--disable-warning=ExperimentalWarning', main, ...rest],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: `${root}/node_modules/.cache/hecate-compile` },
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
