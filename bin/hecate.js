#!/usr/bin/env node
// Runs on any Node from 20: installs what is missing, then hands over to the Node 24 of the lockfile.
import { spawn } from 'node:child_process';
import { installed, nodeBinary, root } from './set-up.js';

const asked = process.argv.slice(2);
const isScript = asked[0] === '--run';
const main = isScript ? asked[1] : 'apps/cli/src/main.ts';
const rest = isScript ? asked.slice(2) : asked;

await installed();

// A small young generation keeps the idle server under its 150 MiB (`npm run bench idle-server`); with 16 MB it is over.
const child = spawn(
  nodeBinary(),
  ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning', main, ...rest],
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
