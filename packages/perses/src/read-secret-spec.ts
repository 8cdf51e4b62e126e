import { readAllowedHost, type AllowedHost } from './allowed-host.ts';
import { isArray, isObject } from './json-access.ts';
import type { JsonObject, JsonValue } from './json-reader.ts';
import { fieldOf, type SecretField } from './secret-fields.ts';
import type { SecretValues } from './secret-values.ts';

/** How a secret proves who asks. */
export type SecretLogin =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'authorization'; readonly type: string; readonly credentials: string }
  | {
      readonly kind: 'oauth';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly tokenUrl: string;
      readonly scopes: readonly string[];
      /** Name and value, in the order of the document. */
      readonly parameters: readonly (readonly [string, string])[];
      /** As in Go: tried both ways, in the body, in the Authorization header. */
      readonly style: 'either' | 'body' | 'header';
    };

/** A secret with its values, as its one user reads it. */
export interface SecretSpec {
  readonly allowedHosts: readonly AllowedHost[];
  readonly login: SecretLogin;
  readonly tls: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly serverName?: string;
    readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
    readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3';
  };
}

/** Puts a checked spec and its values together. */
export function readSecretSpec(spec: JsonValue, values: SecretValues): SecretSpec {
  const root = isObject(spec) ? spec : {};
  const revealed = values.reveal();
  // A field without a value was empty when it was written.
  const valueOf = (field: SecretField): string => revealed.get(field) ?? '';
  return {
    allowedHosts: texts(root['allowedHosts']).flatMap((host) => readAllowedHost(host) ?? []),
    login: readLogin(root, valueOf),
    tls: readTls(spec, valueOf),
  };
}

function readLogin(root: JsonObject, valueOf: (field: SecretField) => string): SecretLogin {
  const { basicAuth, authorization, oauth } = root;
  if (isObject(basicAuth)) {
    return {
      kind: 'basic',
      username: textOf(basicAuth['username']),
      password: valueOf('basicAuth.password'),
    };
  }
  if (isObject(authorization)) {
    const type = textOf(authorization['type']).trim();
    return {
      kind: 'authorization',
      type: type === '' ? 'Bearer' : type,
      credentials: valueOf('authorization.credentials'),
    };
  }
  if (!isObject(oauth)) return { kind: 'none' };
  const parameters = isObject(oauth['endpointParams']) ? Object.entries(oauth['endpointParams']) : [];
  return {
    kind: 'oauth',
    clientId: valueOf('oauth.clientID'),
    clientSecret: valueOf('oauth.clientSecret'),
    tokenUrl: textOf(oauth['tokenURL']),
    scopes: texts(oauth['scopes']),
    parameters: parameters.flatMap(([name, list]) => texts(list).map((value) => [name, value] as const)),
    style: styles.get(oauth['authStyle']) ?? 'either',
  };
}

const styles: ReadonlyMap<JsonValue | undefined, 'body' | 'header'> = new Map([
  [1, 'body'],
  [2, 'header'],
]);

function readTls(spec: JsonValue, valueOf: (field: SecretField) => string): SecretSpec['tls'] {
  const root = isObject(spec) ? spec['tlsConfig'] : undefined;
  const tls = isObject(root) ? root : {};
  const serverName = textOf(tls['serverName']);
  const [minVersion, maxVersion] = [versionOf(tls['minVersion']), versionOf(tls['maxVersion'])];
  const pem = (field: SecretField): string | null => (fieldOf(spec, field) === '' ? null : valueOf(field));
  const [ca, cert, key] = [pem('tlsConfig.ca'), pem('tlsConfig.cert'), pem('tlsConfig.key')];
  return {
    ...(ca === null ? {} : { ca }),
    ...(cert === null ? {} : { cert }),
    ...(key === null ? {} : { key }),
    ...(serverName === '' ? {} : { serverName }),
    ...(minVersion === null ? {} : { minVersion }),
    ...(maxVersion === null ? {} : { maxVersion }),
  };
}

function versionOf(value: JsonValue | undefined): 'TLSv1.2' | 'TLSv1.3' | null {
  if (value === 'TLS12') return 'TLSv1.2';
  return value === 'TLS13' ? 'TLSv1.3' : null;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: JsonValue | undefined): readonly string[] {
  return isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
