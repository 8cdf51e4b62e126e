import type { Credentials } from './credentials.ts';
import { createOAuthToken } from './oauth-token.ts';
import type { UpstreamOptions } from './upstream.ts';
import type { Upstream } from './upstream-request.ts';

/** Gives the Authorization header of a request. */
export interface AuthorizationHeader {
  /** The header's value, undefined for none; `isRefused`: the upstream did not take the last one. */
  current(isRefused?: boolean): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Makes a client of the token endpoint, as this room makes every other. */
export type OpenUpstream = (options: UpstreamOptions) => Upstream;

/** The Authorization header that a secret stands for. */
export function createCredentialHeader(
  credentials: Credentials,
  upstream: UpstreamOptions,
  open: OpenUpstream,
  now: () => number,
): AuthorizationHeader {
  const { login } = credentials;
  switch (login.kind) {
    case 'none':
      return fixed(undefined);
    case 'basic':
      return fixed(basicHeader(login.username, login.password));
    case 'authorization':
      return fixed(`${login.type} ${login.credentials}`);
    case 'oauth':
      return createOAuthToken({ login, credentials, upstream, open, now });
  }
}

/** `Basic …` of RFC 7617, in UTF-8. */
function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

function fixed(value: string | undefined): AuthorizationHeader {
  return { current: async () => value, close: async () => undefined };
}
