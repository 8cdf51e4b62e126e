import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { FastifyBaseLogger } from 'fastify';
import { ConfigError } from '../config/config-error.ts';

/** How often the files are looked at: mounted secrets are replaced through links, which file watches miss. */
const checkIntervalMs = 2_000;

export interface TlsMaterial {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Certificate and key of the server, read again when one of the files changes. */
export interface TlsFiles {
  read(): TlsMaterial;
  onChange(listener: (material: TlsMaterial) => void): void;
  close(): void;
}

/** Opens certificate and key, or throws a `ConfigError`; a later pair that does not work is logged and not used. */
export function openTlsFiles(certFile: string, keyFile: string, logger: FastifyBaseLogger): TlsFiles {
  // Before the files are read: what is renewed in between is found by the next look.
  let stamp = stampOf(certFile, keyFile);
  let current = load(certFile, keyFile);
  const listeners: ((material: TlsMaterial) => void)[] = [];
  const timer = setInterval(() => {
    const now = stampOf(certFile, keyFile);
    if (now === stamp) return;
    stamp = now;
    try {
      current = load(certFile, keyFile);
      for (const listener of listeners) listener(current);
      logger.info({ certFile }, 'the certificate was read again');
    } catch (error) {
      logger.error({ err: error, certFile }, 'the new certificate cannot be used; the old one stays in use');
    }
  }, checkIntervalMs);
  timer.unref();
  return {
    read: () => current,
    onChange: (listener) => void listeners.push(listener),
    close: () => clearInterval(timer),
  };
}

function load(certFile: string, keyFile: string): TlsMaterial {
  try {
    const material = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    createSecureContext(material);
    return material;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError([
      { path: 'server.tlsCertFile', text: `the pair ${certFile}, ${keyFile} cannot be used: ${reason}` },
    ]);
  }
}

function stampOf(...files: readonly string[]): string {
  return files
    .map((file) => {
      try {
        const { mtimeMs, size, ino } = statSync(file);
        return `${ino}:${size}:${mtimeMs}`;
      } catch {
        // Between removing and writing there is no file; the next look finds it.
        return 'absent';
      }
    })
    .join('|');
}
