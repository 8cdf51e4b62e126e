// Set-up shared by the two commands; plain JavaScript, because it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Makes `node_modules` equal to the lockfile; a no-op when a previous run did so already. */
export async function installed() {
  const stampFile = join(root, 'node_modules', '.hecate-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock && existsSync(nodeBinary())) return;
  const known = existsSync(stampFile) ? 'the lockfile has changed' : 'first start on this machine';
  console.log(`Installing the libraries of package-lock.json (${known}; about a minute)…`);
  const started = Date.now();
  const ticker = setInterval(() => {
    console.log(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`);
  }, 15_000);
  try {
    await npmCi();
  } catch (error) {
    console.error(
      `${error.message}. The libraries are not installed: mend what npm names above, then start again.`,
    );
    process.exit(1);
  } finally {
    clearInterval(ticker);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, lock);
  console.log(`Libraries installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/**
 * Everything npm says is shown but one thing: which packages do not like the Node that npm itself runs on. It is not the Node
 * they will run on, which is one of the packages.
 */
function npmCi() {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (!line.startsWith('npm warn EBADENGINE')) console.error(line);
    });
    child.on('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ci ended with ${signal ?? `code ${code}`}`));
    });
  });
}

/** The Node binary of the lockfile, or the running one where npm has no binary package for this machine. */
export function nodeBinary() {
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
  const packaged = join(root, 'node_modules', `node-linux-${arch}`, 'bin', 'node');
  if (process.platform === 'linux') return packaged;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 14)) return process.execPath;
  console.error(
    `Hecate needs Node 24.14 or newer on ${process.platform}; this is ${process.versions.node}. Install it and start again.`,
  );
  process.exit(1);
}
