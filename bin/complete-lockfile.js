#!/usr/bin/env node
// Adds the platform packages that a registry did not serve to package-lock.json. npm leaves an optional package out of the lockfile
// when it cannot be had, and `npm ci` then refuses the lockfile as incomplete, on every platform. Run after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.js';

const file = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
let added = 0;

for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (Object.keys(lock.packages).some((known) => known.endsWith(`node_modules/${name}`))) continue;
    const place = platformOf(name);
    if (place === null) {
      console.error(`${name} ${version}, wanted by ${path}, names no platform: add it by hand.`);
      process.exitCode = 1;
      continue;
    }
    lock.packages[`node_modules/${name}`] = {
      version,
      ...place,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    added += 1;
  }
}
const [own, ...rest] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([own, ...rest.sort(([a], [b]) => (a < b ? -1 : 1))]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`Added ${added} packages of other platforms.`);

/** `@x/binding-linux-arm64-musl` → os, cpu and libc as npm compares them; null when the name says none. */
function platformOf(name) {
  const match =
    /(android|darwin|freebsd|linux|openharmony|wasm32|win32)(?:-(wasi|x64|arm64|arm|ia32|ppc64|riscv64|s390x))(?:-(gnu|musl|msvc|eabi|gnueabihf|musleabihf))?$/.exec(
      name,
    );
  if (match === null) return null;
  const [, os, cpu, abi = ''] = match;
  if (os === 'wasm32') return { cpu: ['wasm32'] };
  return { os: [os], cpu: [cpu], ...libcOf(abi) };
}

function libcOf(abi) {
  if (abi.startsWith('musl')) return { libc: ['musl'] };
  return abi.startsWith('gnu') ? { libc: ['glibc'] } : {};
}
