import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { GatewayError } from './gateway-error.ts';
import type { UpstreamTls } from './tls-material.ts';

/** Where a connection goes: the parts of the URL that is dialled. */
export interface Destination {
  readonly protocol: string;
  readonly hostname: string;
  /** Empty for the port that the scheme implies. */
  readonly port: string;
}

/** How a secret proves who asks. */
export type Login =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'authorization'; readonly type: string; readonly credentials: string }
  | OAuthLogin;

/** An OAuth client that gets its own tokens (client credentials grant). */
export interface OAuthLogin {
  readonly kind: 'oauth';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
  readonly parameters: readonly (readonly [string, string])[];
  /** Where the client's name and secret go; `either` tries the header first, then the body. */
  readonly style: 'either' | 'body' | 'header';
}

/** What a secret sends along with a request, and to whom it may. */
export interface Credentials {
  /** Name of the secret, for messages. */
  readonly secret: string;
  /** Another text means other content: whatever was opened with the old one is closed. */
  readonly fingerprint: string;
  /** False means that no destination is allowed at all. */
  readonly hasHosts: boolean;
  mayReach(destination: Destination): boolean;
  readonly login: Login;
  readonly tls: UpstreamTls;
}

/** Throws unless the secret may be sent to this destination; a secret that names no hosts may be sent nowhere. */
export function checkDestination(credentials: Credentials, destination: Destination): void {
  const { secret, hasHosts } = credentials;
  const host = `${destination.hostname}${destination.port === '' ? '' : `:${destination.port}`}`;
  if (!hasHosts) throw new GatewayError('secret_without_hosts', { secret, host });
  if (!credentials.mayReach(destination)) throw new GatewayError('secret_host_denied', { secret, host });
}

/** Throws when the certificates or the key of a secret cannot be used; else that would surface at the first connection only. */
export function checkTls({ secret, tls }: Credentials): void {
  const { ca, cert, key } = tls;
  try {
    // A secure context takes any text as certificate authority, and then knows none.
    if (ca !== undefined) new X509Certificate(ca).checkIssued(new X509Certificate(ca));
    createSecureContext({
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    });
  } catch (cause) {
    // OpenSSL's words name functions and positions, never content.
    const why = cause instanceof Error ? cause.message : 'unknown';
    throw new GatewayError('secret_tls_invalid', { secret, why }, { cause });
  }
}
