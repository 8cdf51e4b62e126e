import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A file of the build. */
interface BuiltFile {
  readonly name: string;
  readonly text: string;
}

/** Hosts that the build names in words, never asks: everything else is a finding. */
const named: ReadonlyMap<string, string> = new Map([
  ['www.w3.org', 'names of XML namespaces'],
  ['github.com', 'texts of errors and links to documentation'],
  ['reactrouter.com', 'texts of errors'],
  ['reactjs.org', 'texts of errors'],
  ['mui.com', 'texts of errors'],
  ['fb.me', 'texts of errors'],
  ['bit.ly', 'texts of warnings'],
  ['npms.io', 'a comment that a library keeps'],
  ['tools.ieft.org', 'the schema of a library'],
  ['commonmark.org', 'a link in the editor of texts'],
  ['login.example.com', 'an example in a form'],
  ['prometheus', 'an example in a form'],
]);

/** The build to look at: the folder given as the first argument, else `dist`. */
const dist = resolve(process.argv[2] ?? join(import.meta.dirname, 'dist'));

/** What the rules must find, so that a rule that went blind does not pass for a clean build. */
const planted: readonly BuiltFile[] = [
  { name: 'planted.js', text: 'fetch(`https://cdn.example.org/a.js`)' },
  { name: 'planted-socket.js', text: 'new WebSocket("wss://live.example.org")' },
  { name: 'planted.css', text: '@font-face{src:url(https://www.w3.org/a.woff2)}' },
  { name: 'planted-import.css', text: '@import "//fonts.example.org/css";' },
  { name: 'planted.html', text: '<link rel="stylesheet" href="//www.w3.org/a.css">' },
  { name: 'planted-lines.js', text: 'e.type=`series.lines`' },
];

process.exitCode = report() ? 0 : 1;

/** Says what would leave the origin, and what must not be carried (the advisory CVE-2026-45249 is on the Lines series). */
function report(): boolean {
  const blind = planted.filter((file) => findings(file).length === 0);
  for (const { name } of blind) process.stdout.write(`the rules do not find what is wrong in ${name}\n`);
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:js|css|html|svg)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(dist, name), 'utf8') }));
  const draws = files.some(({ text }) => /series\.line\b/.test(text));
  if (!draws) process.stdout.write('no file has the Line series: the build is not the one that draws\n');
  const found = files.flatMap((file) => findings(file).map((what) => `${file.name}: ${what}`));
  for (const line of found) process.stdout.write(`${line}\n`);
  if (found.length === 0) process.stdout.write(`${files.length} files ask no foreign origin\n`);
  return draws && blind.length === 0 && found.length === 0;
}

function findings({ name, text }: BuiltFile): readonly string[] {
  if (name.endsWith('.css'))
    return matches(text, /(?:url\(\s*["']?|@import\s*["'])((?:[a-z]+:)?\/\/[^"')]{0,80})/gi).map(
      (url) => `asks ${url}`,
    );
  if (name.endsWith('.html'))
    return matches(text, /(?:src|href)\s*=\s*["']((?:[a-z]+:)?\/\/[^"']{0,80})/gi).map(
      (url) => `asks ${url}`,
    );
  const hosts = matches(text, /(?:https?|wss?):\/\/([a-z0-9][a-z0-9.-]*)/gi);
  return [
    ...new Set(hosts.filter((host) => !named.has(host)).map((host) => `names the host ${host}`)),
    ...(/series\.lines\b/.test(text) ? ['carries the Lines series of ECharts'] : []),
  ];
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, group = '']) => group);
}
