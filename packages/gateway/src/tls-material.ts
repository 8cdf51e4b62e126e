import { readFile, stat } from 'node:fs/promises';

/** TLS of an upstream: PEM text, or paths of PEM files that are read again when they change on disk. */
export interface UpstreamTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Never below 1.2, which is also the default. */
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3';
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly serverName?: string;
  /** Accepts any certificate. For tests and first steps; shown as a warning by whoever reads the configuration. */
  readonly insecureSkipVerify?: boolean;
}

export interface TlsMaterial {
  readonly ca?: Buffer | string;
  readonly cert?: Buffer | string;
  readonly key?: Buffer | string;
}

/** A file is looked at again at most this often: a rotated CA is used within 10 s, for new connections. */
const recheckMs = 10_000;
/** Largest PEM file read. */
const maxFileBytes = 1_048_576;

/** Gives the current certificates and key; the same object as long as none of them changed. A file wins over text. */
export function createTlsMaterial(tls: UpstreamTls, now: () => number): () => Promise<TlsMaterial> {
  let current: Promise<{ stamp: string; material: TlsMaterial }> | undefined;
  let checkedAt = 0;
  const files = { ca: tls.caFile, cert: tls.certFile, key: tls.keyFile };
  const texts = {
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  };

  const refresh = async (
    earlier: Promise<{ stamp: string; material: TlsMaterial }> | undefined,
  ): Promise<{ stamp: string; material: TlsMaterial }> => {
    const stamp = await stampOf(Object.values(files));
    const known = await earlier?.catch(() => undefined);
    return known?.stamp === stamp ? known : { stamp, material: { ...texts, ...(await readAll(files)) } };
  };

  return async () => {
    if (current === undefined || now() - checkedAt >= recheckMs) {
      checkedAt = now();
      current = refresh(current);
    }
    try {
      return (await current).material;
    } catch (error) {
      current = undefined;
      throw error;
    }
  };
}

async function stampOf(files: readonly (string | undefined)[]): Promise<string> {
  const stamps = await Promise.all(
    files.map(async (file) => {
      if (file === undefined) {
        return '';
      }
      const { mtimeMs, size, ino } = await stat(file);
      if (size > maxFileBytes) {
        throw new RangeError(`a TLS file has ${size} bytes, more than ${maxFileBytes}`);
      }
      return `${mtimeMs}:${size}:${ino}`;
    }),
  );
  return stamps.join('|');
}

async function readAll(
  files: Readonly<Record<'ca' | 'cert' | 'key', string | undefined>>,
): Promise<TlsMaterial> {
  const read = async (file: string | undefined) => (file === undefined ? undefined : await readFile(file));
  const [ca, cert, key] = await Promise.all([read(files.ca), read(files.cert), read(files.key)]);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}
