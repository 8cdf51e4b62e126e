// The floors check: reads the real imports of every source file and reports upward, sideways and cyclic ones.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, dirname, normalize } from 'node:path';
import { floors, web } from './rooms.js';

const importPattern =
  /(?:^|[\s;])(?:import|export)\s+(?:type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every violation as one sentence; an empty list means that the house stands. */
export function floorViolations(root) {
  const violations = [];
  const edges = new Map();
  for (const room of rooms(root)) {
    for (const file of sourceFiles(join(root, room, 'src'))) {
      for (const { specifier, isTypeOnly } of importsOf(readFileSync(file, 'utf8'))) {
        const target = targetRoom(root, room, file, specifier);
        if (target === null || target === room) continue;
        const where = `${relative(root, file)} imports ${specifier}`;
        const why = refusal(room, target, specifier, isTypeOnly);
        if (why !== null) violations.push(`${where}: ${why}`);
        if (!edges.has(room)) edges.set(room, new Map());
        edges.get(room).set(target, where);
      }
    }
  }
  return [...violations, ...cycles(edges)];
}

/** The specifiers a source imports or re-exports, statically or dynamically. */
export function importsOf(source) {
  const withoutComments = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const found = [];
  for (const match of withoutComments.matchAll(importPattern)) {
    const isTypeOnly = /^[\s;]*(?:import|export)\s+type\s/.test(match[0]);
    found.push({ specifier: match[1] ?? match[2], isTypeOnly });
  }
  return found;
}

function refusal(room, target, specifier, isTypeOnly) {
  if (target === web.room) return 'no room may import the browser app';
  if (room === web.room) {
    if (!web.mayImport.includes(target)) return `${web.room} may import only ${web.mayImport.join(', ')}`;
    if (target === 'apps/server' && !isTypeOnly) return 'the browser app takes types only from the server';
    if (target === 'apps/server' && specifier !== '@hecate/server/contract')
      return 'only @hecate/server/contract is for the browser app';
    return null;
  }
  const from = floorOf(room);
  const to = floorOf(target);
  if (from === -1) return `${room} has no floor; name it in bin/rooms.js`;
  if (to === -1) return `${target} has no floor; name it in bin/rooms.js`;
  if (to === from) return `sideways: ${room} and ${target} are on the same floor`;
  if (to > from) return `upward: ${target} is above ${room}`;
  return null;
}

function floorOf(room) {
  return floors.findIndex((floor) => floor.includes(room));
}

function rooms(root) {
  return ['packages', 'apps'].flatMap((parent) =>
    existsSync(join(root, parent))
      ? readdirSync(join(root, parent), { withFileTypes: true })
          .filter((entry) => entry.isDirectory() && existsSync(join(root, parent, entry.name, 'src')))
          .map((entry) => `${parent}/${entry.name}`)
      : [],
  );
}

function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function targetRoom(root, room, file, specifier) {
  const own = /^@hecate\/([a-z-]+)/.exec(specifier);
  if (own)
    return rooms(root).find((candidate) => candidate.endsWith(`/${own[1]}`)) ?? `unknown room ${own[1]}`;
  if (!specifier.startsWith('.')) return null;
  const path = normalize(relative(root, join(dirname(file), specifier)));
  return path.startsWith(`${room}/`) ? null : path.split('/').slice(0, 2).join('/');
}

function cycles(edges) {
  const found = [];
  const done = new Set();
  const visit = (room, path) => {
    if (path.includes(room)) {
      const loop = [...path.slice(path.indexOf(room)), room];
      found.push(`cycle: ${loop.join(' → ')} (${edges.get(path.at(-1)).get(room)})`);
      return;
    }
    if (done.has(room)) return;
    for (const target of edges.get(room)?.keys() ?? []) visit(target, [...path, room]);
    done.add(room);
  };
  for (const room of edges.keys()) visit(room, []);
  return found;
}
