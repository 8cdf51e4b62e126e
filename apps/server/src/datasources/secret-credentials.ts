import { isAllowedHost, type SecretReference } from '@hecate/perses';
import { GatewayError, type Credentials } from '@hecate/gateway';
import type { Store } from '@hecate/store';

/** Where a datasource stands, which decides whose secrets it may name: a project's, or the global ones (null). */
export interface SecretScope {
  /** Name of the datasource, for the refusal. */
  readonly datasource: string;
  readonly project: string | null;
}

/** Opens the secret that a datasource names; this is the one place where values leave the store. Null when it names none. */
export async function secretCredentials(
  store: Store,
  secret: string | undefined,
  { datasource, project }: SecretScope,
): Promise<Credentials | null> {
  if (secret === undefined) return null;
  const name = secret.toLowerCase();
  const reference: SecretReference =
    project === null ? { kind: 'GlobalSecret', name } : { kind: 'Secret', project, name };
  const opened = await store.openSecret(reference);
  if (opened === null) throw new GatewayError('secret_not_found', { upstream: datasource, secret });
  const { allowedHosts, login, tls } = opened.reveal();
  return {
    secret: name,
    fingerprint: opened.fingerprint,
    hasHosts: allowedHosts.length > 0,
    mayReach: (destination) => isAllowedHost(allowedHosts, destination),
    login,
    tls,
  };
}
