/** The real programs this room can get, start and stop. */
export type ComponentName = 'prometheus' | 'promtool' | 'node_exporter' | 'percli' | 'chromium';

/** For whom a component is wanted: a first look (by time to the first curve) or the tests (by version). */
export type ResolveOrder = 'first-start' | 'tests';

/** One component: what it is called, which versions will do, and every way in that exists for it. */
export interface ComponentSpec {
  readonly name: ComponentName;
  /** Programs that come in one archive or package: fetched under one lock, and kept together. */
  readonly family: string;
  /** For people. */
  readonly title: string;
  /** What is tried on PATH, in this order. */
  readonly executables: readonly string[];
  /** Environment variable that names a binary to use instead of everything else. */
  readonly variable: string;
  /** What the program is run with to say its version. */
  readonly versionArguments: readonly string[];
  /** First group = the version in what it then prints. */
  readonly versionPattern: RegExp;
  readonly range: Readonly<Record<ResolveOrder, string>>;
  readonly neededFor: readonly ResolveOrder[];
  /** By `process.arch`; a machine without a row has no archive way. */
  readonly archives: Readonly<Record<string, ReleaseArchive>>;
  readonly goBuild: GoBuild | null;
  readonly aptPackage: AptPackage | null;
  readonly remedy: string;
}

/** A release archive of the project itself; the checksum is that of the whole archive. */
export interface ReleaseArchive {
  readonly version: string;
  readonly url: string;
  readonly sha256: string;
  /** Path of the program inside the archive. */
  readonly file: string;
}

/** A Go program built through a tools module, a folder of `packages/components/go`. */
interface GoBuild {
  readonly module: string;
  readonly package: string;
  readonly version: string;
  readonly tags: readonly string[];
  /** Import path of the variable that is set to `version`: a build through modules has none otherwise. */
  readonly versionVariable: string;
  /** Measured from cold on 2 cores, downloads included; only announced. */
  readonly expectedSeconds: number;
}

/** A Debian package: unpacked into the cache where that works, installed only where it does not. */
export interface AptPackage {
  readonly package: string;
  readonly how: 'unpack' | 'install';
  /** Path inside the unpacked package; unused for `install`. */
  readonly file: string;
}

/** The oldest Go that the tools modules compile with. */
export const goRange = '>=1.26.0';

const goVersionVariable = 'github.com/prometheus/common/version.Version';
const goRemedy =
  'Install Go 1.26 or newer (https://go.dev/dl/) and start again: it is then built from source, which takes about two minutes the first time.';

// The archives' checksums are those that independent public repositories agree on; arm64 has no row because no two sources were found.
const prometheusRelease = {
  version: '3.15.0',
  url: 'https://github.com/prometheus/prometheus/releases/download/v3.15.0/prometheus-3.15.0.linux-amd64.tar.gz',
  sha256: '2a542df32eac02ee17b9d844fb2aa1de00dafa5476579ba8a3ba862e9d572ea0',
};

/** Every component with its pinned version; one more component is one more entry. */
export const componentTable: Readonly<Record<ComponentName, ComponentSpec>> = {
  prometheus: {
    name: 'prometheus',
    family: 'prometheus',
    title: 'Prometheus',
    executables: ['prometheus'],
    variable: 'HECATE_PROMETHEUS',
    versionArguments: ['--version'],
    versionPattern: /^prometheus, version (\S+)/m,
    range: { 'first-start': '>=2.42.0 <4', tests: '>=3.0.0 <4' },
    neededFor: ['first-start', 'tests'],
    archives: { x64: { ...prometheusRelease, file: 'prometheus-3.15.0.linux-amd64/prometheus' } },
    goBuild: {
      module: 'prometheus',
      package: 'github.com/prometheus/prometheus/cmd/prometheus',
      version: '3.15.0',
      // Without it the SDKs of every cloud are compiled too: more than 7 minutes. File, static and http discovery stay.
      tags: ['remove_all_sd'],
      versionVariable: goVersionVariable,
      expectedSeconds: 200,
    },
    aptPackage: { package: 'prometheus', how: 'unpack', file: 'usr/bin/prometheus' },
    remedy: `${goRemedy} Or put a prometheus on PATH, or name one with HECATE_PROMETHEUS.`,
  },
  promtool: {
    name: 'promtool',
    family: 'prometheus',
    title: 'promtool',
    executables: ['promtool'],
    variable: 'HECATE_PROMTOOL',
    versionArguments: ['--version'],
    versionPattern: /^promtool, version (\S+)/m,
    range: { 'first-start': '>=2.42.0 <4', tests: '>=3.0.0 <4' },
    neededFor: ['first-start', 'tests'],
    archives: { x64: { ...prometheusRelease, file: 'prometheus-3.15.0.linux-amd64/promtool' } },
    goBuild: {
      module: 'prometheus',
      package: 'github.com/prometheus/prometheus/cmd/promtool',
      version: '3.15.0',
      tags: ['remove_all_sd'],
      versionVariable: goVersionVariable,
      expectedSeconds: 45,
    },
    aptPackage: { package: 'prometheus', how: 'unpack', file: 'usr/bin/promtool' },
    remedy: `${goRemedy} Or put a promtool on PATH, or name one with HECATE_PROMTOOL.`,
  },
  node_exporter: {
    name: 'node_exporter',
    family: 'node-exporter',
    title: 'node exporter',
    executables: ['node_exporter', 'prometheus-node-exporter'],
    variable: 'HECATE_NODE_EXPORTER',
    versionArguments: ['--version'],
    versionPattern: /^node_exporter, version (\S+)/m,
    range: { 'first-start': '>=1.3.0 <2', tests: '>=1.3.0 <2' },
    neededFor: ['first-start', 'tests'],
    archives: {
      x64: {
        version: '1.12.1',
        url: 'https://github.com/prometheus/node_exporter/releases/download/v1.12.1/node_exporter-1.12.1.linux-amd64.tar.gz',
        sha256: 'b51d8a76aa2a9156a55d501aca6276fae09e262259a5e4e831d2c2222f084e63',
        file: 'node_exporter-1.12.1.linux-amd64/node_exporter',
      },
    },
    goBuild: {
      module: 'node-exporter',
      package: 'github.com/prometheus/node_exporter',
      version: '1.12.1',
      tags: [],
      versionVariable: goVersionVariable,
      expectedSeconds: 20,
    },
    aptPackage: {
      package: 'prometheus-node-exporter',
      how: 'unpack',
      file: 'usr/bin/prometheus-node-exporter',
    },
    remedy: `${goRemedy} Or put a node_exporter on PATH, or name one with HECATE_NODE_EXPORTER.`,
  },
  percli: {
    name: 'percli',
    family: 'percli',
    title: 'percli',
    executables: ['percli'],
    variable: 'HECATE_PERCLI',
    versionArguments: ['version'],
    versionPattern: /^\s+version: (\S+)/m,
    range: { 'first-start': '>=0.54.0 <1', tests: '>=0.54.0 <1' },
    neededFor: ['tests'],
    archives: {},
    goBuild: {
      module: 'percli',
      package: 'github.com/perses/perses/cmd/percli',
      version: '0.54.0',
      tags: [],
      versionVariable: goVersionVariable,
      expectedSeconds: 90,
    },
    aptPackage: null,
    remedy: `${goRemedy} Or put a percli on PATH, or name one with HECATE_PERCLI.`,
  },
  chromium: {
    name: 'chromium',
    family: 'chromium',
    title: 'Chromium',
    executables: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    variable: 'HECATE_CHROMIUM',
    versionArguments: ['--version'],
    versionPattern: /^(?:Chromium|Google Chrome) (\S+)/m,
    range: { 'first-start': '>=90', tests: '>=90' },
    neededFor: ['tests'],
    archives: {},
    goBuild: null,
    aptPackage: { package: 'chromium', how: 'install', file: '' },
    remedy: 'Install it with `sudo apt-get install chromium`, or name one with HECATE_CHROMIUM.',
  },
};

/** The names in the order in which they are fetched and listed. */
export const componentNames: readonly ComponentName[] = [
  'prometheus',
  'promtool',
  'node_exporter',
  'percli',
  'chromium',
];

/** The other programs of its family. */
export function neighboursOf(component: ComponentSpec): readonly ComponentSpec[] {
  return componentNames
    .map((name) => componentTable[name])
    .filter((other) => other.family === component.family && other.name !== component.name);
}

/** Narrows a word that somebody typed. */
export function isComponentName(text: string): text is ComponentName {
  return Object.hasOwn(componentTable, text);
}
