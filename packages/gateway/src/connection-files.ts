import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { createBearerToken } from './bearer-token.ts';
import { createTlsMaterial } from './tls-material.ts';
import type { UpstreamOptions } from './upstream.ts';

/** Files of this machine that prove who asks and who answers; each is read again when it changes. */
export type ConnectionFiles = Pick<UpstreamOptions, 'bearerTokenFile' | 'tls'>;

/** What is wrong with one of them: `why` names paths and kinds, never content. */
export interface ConnectionFileFault {
  readonly of: 'token' | 'authority' | 'certificate';
  readonly why: string;
}

/** Reads every file once and answers what cannot be used; else that would surface at the first query only. */
export async function connectionFileFaults({
  bearerTokenFile,
  tls = {},
}: ConnectionFiles): Promise<readonly ConnectionFileFault[]> {
  const { caFile, certFile, keyFile } = tls;
  const faults = await Promise.all([
    bearerTokenFile === undefined
      ? null
      : faultOf('token', () => createBearerToken(bearerTokenFile, () => 0).current()),
    caFile === undefined
      ? null
      : faultOf('authority', async () => {
          const { ca = '' } = await createTlsMaterial({ caFile }, () => 0)();
          // A secure context takes any text as certificate authority, and then knows none.
          return new X509Certificate(ca).fingerprint256;
        }),
    certFile === undefined || keyFile === undefined
      ? null
      : faultOf('certificate', async () =>
          createSecureContext(await createTlsMaterial({ certFile, keyFile }, () => 0)()),
        ),
  ]);
  return faults.filter((fault) => fault !== null);
}

async function faultOf(
  of: ConnectionFileFault['of'],
  read: () => Promise<unknown>,
): Promise<ConnectionFileFault | null> {
  try {
    await read();
    return null;
  } catch (error) {
    return { of, why: error instanceof Error ? error.message : String(error) };
  }
}
