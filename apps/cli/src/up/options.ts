import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';

/** What a person may say to `hecate up`. */
export interface UpOptions {
  /** First port that is tried; null leaves it to the configuration, whose default is 8080. */
  readonly port: number | null;
  /** State folder. @default ./.hecate */
  readonly data: string;
  /** Configuration of the server (YAML); the other options overrule it. */
  readonly configFile: string | null;
  /** A Prometheus of your own; none is started then. */
  readonly prometheus: URL | null;
  readonly simulator: boolean;
  /** Size of the simulated cluster. @default small */
  readonly size: 'small' | 'M';
  /** How much past the simulated cluster gets. @default full */
  readonly history: string;
  readonly open: boolean;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
}

/** One option as help and reference print it. */
export interface UpOptionHelp {
  readonly flag: string;
  readonly text: string;
}

/** Every option of `hecate up`, in the order of the help text. */
export const upOptionHelp: readonly UpOptionHelp[] = [
  { flag: '--port N', text: 'first port that is tried, 0 for any free one (8080)' },
  { flag: '--data DIR', text: 'state folder (./.hecate)' },
  { flag: '--config FILE', text: 'configuration of the server (YAML, see docs/reference/configuration.md)' },
  { flag: '--prometheus URL', text: 'use this Prometheus instead of starting one' },
  { flag: '--no-simulator', text: 'no simulated cluster' },
  { flag: '--size small|M', text: 'size of the simulated cluster: about 6 000 or 75 000 series (small)' },
  { flag: '--history full|none|2h', text: 'how much past the simulated cluster gets (full: 7 d)' },
  { flag: '--open', text: 'open the browser' },
  { flag: '--tls-cert FILE', text: 'serve https with this certificate, read again when it changes' },
  { flag: '--tls-key FILE', text: 'its private key' },
  { flag: '--help', text: 'this list' },
];

/** Reads the words behind `hecate up`; `null` = help was asked. Throws UsageError with value and remedy. */
export function readUpOptions(argv: readonly string[], cwd: string): UpOptions | null {
  const { values } = parsed(argv);
  if (values.help === true) return null;
  const certFile = values['tls-cert'];
  const keyFile = values['tls-key'];
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new UsageError('--tls-cert and --tls-key belong together: give both or neither.');
  }
  return {
    port: values.port === undefined ? null : port(values.port),
    data: resolve(cwd, values.data ?? '.hecate'),
    configFile: values.config === undefined ? null : file(values.config, cwd),
    prometheus: values.prometheus === undefined ? null : prometheusUrl(values.prometheus),
    simulator: values['no-simulator'] !== true,
    size: size(values.size ?? 'small'),
    history: history(values.history ?? 'full'),
    open: values.open === true,
    tls:
      certFile === undefined || keyFile === undefined
        ? null
        : { certFile: file(certFile, cwd), keyFile: file(keyFile, cwd) },
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        config: { type: 'string' },
        prometheus: { type: 'string' },
        'no-simulator': { type: 'boolean' },
        size: { type: 'string' },
        history: { type: 'string' },
        open: { type: 'boolean' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${why}\nOptions: ${upOptionHelp.map((option) => option.flag).join(', ')}.`);
  }
}

function port(text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return value;
  throw new UsageError(`--port ${JSON.stringify(text)}: a port is a whole number from 0 to 65535.`);
}

function prometheusUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new UsageError(
    `--prometheus ${JSON.stringify(text)}: give an http or https URL, for example http://127.0.0.1:9090.`,
  );
}

function size(text: string): 'small' | 'M' {
  if (text === 'small' || text === 'M') return text;
  throw new UsageError(`--size ${JSON.stringify(text)}: the sizes are small and M.`);
}

function history(text: string): string {
  if (text === 'full' || text === 'none' || /^\d+[mhd]$/.test(text)) return text;
  throw new UsageError(`--history ${JSON.stringify(text)}: say full, none or a duration such as 2h.`);
}

function file(path: string, cwd: string): string {
  const absolute = resolve(cwd, path);
  if (existsSync(absolute)) return absolute;
  throw new UsageError(`${path}: there is no such file.`);
}
