import {
  documentError,
  secretsNamedIn,
  type JsonValue,
  type ResourceKind,
  type SecretReference,
} from '@hecate/perses';

/** Decides whether somebody may have a secret sent along by a datasource that they write or try. */
export type MayUseSecret = (who: string, secret: SecretReference) => Promise<boolean>;

/** The rule while there is no login: the server listens on loopback only, and whoever reaches it may do everything. */
export const everyoneOnLoopback: MayUseSecret = async () => true;

/** What is about to be stored or asked, and for whom. */
export interface SecretUse {
  readonly who: string;
  readonly kind: ResourceKind;
  /** Empty for kinds outside projects. */
  readonly project: string;
  readonly spec: JsonValue;
}

/** Refuses, in the words of Perses, a spec that names a secret which this person has no right to. */
export async function requireSecrets(
  mayUseSecret: MayUseSecret,
  { who, kind, project, spec }: SecretUse,
): Promise<void> {
  for (const secret of secretsNamedIn(kind, project, spec)) {
    if (await mayUseSecret(who, secret)) continue;
    throw secret.kind === 'Secret'
      ? documentError('secret_forbidden', { project: secret.project })
      : documentError('global_secret_forbidden', {});
  }
}
