import type { Rule } from './rule.ts';

const secrets = ['Secret', 'GlobalSecret'] as const;
const tls = (more: object) => ({ tlsConfig: more });
const oauth = (more: object) => ({
  oauth: { clientID: 'i', clientSecret: 's', tokenURL: 'https://login/token', ...more },
});
const pem = '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n';

/** What a secret may not be. */
export const secretRules: readonly Rule[] = [
  ...(
    [
      ['basicAuth', 'authorization'],
      ['basicAuth', 'oauth'],
      ['authorization', 'oauth'],
      ['basicAuth', 'authorization', 'oauth'],
    ] as const
  ).map((groups): Rule => ({
    code: 'secret_several_logins',
    kinds: secrets,
    spec: Object.fromEntries(
      groups.map((group) => [
        group,
        { basicAuth: { username: 'u', password: 'p' }, authorization: { credentials: 'c' }, ...oauth({}) }[
          group
        ],
      ]),
    ),
    words: 'basicAuth, authorization and oauth are mutually exclusive, use one of them',
  })),
  ...[{ username: 'u' }, { password: 'p' }, {}].map((basicAuth): Rule => ({
    code: 'secret_basic_incomplete',
    kinds: secrets,
    spec: { basicAuth },
    words: 'when using basic_auth, username and password/password_file cannot be empty',
  })),
  {
    code: 'secret_type_basic',
    kinds: secrets,
    spec: { authorization: { type: ' Basic ' } },
    words: 'authorization type cannot be set to "basic", use "basicAuth" instead',
  },
  ...[{ clientID: '' }, { clientSecret: null }, { tokenURL: '' }].map((more): Rule => ({
    code: 'secret_oauth_incomplete',
    kinds: secrets,
    spec: oauth(more),
    words: 'when using oauth, clientID, clientSecret/clientSecretFile, and tokenURL cannot be empty',
  })),
  ...(
    [
      [
        { basicAuth: { username: 'u', passwordFile: '/etc/x' } },
        'basicAuth.passwordFile',
        'basicAuth.password',
      ],
      [
        { basicAuth: { username: 'u', password_file: '/etc/x' } },
        'basicAuth.password_file',
        'basicAuth.password',
      ],
      [
        { authorization: { credentialsFile: '/x' } },
        'authorization.credentialsFile',
        'authorization.credentials',
      ],
      [oauth({ clientSecretFile: '/x' }), 'oauth.clientSecretFile', 'oauth.clientSecret'],
      [tls({ caFile: '/x' }), 'tlsConfig.caFile', 'tlsConfig.ca'],
      [tls({ certFile: '/x' }), 'tlsConfig.certFile', 'tlsConfig.cert'],
      [tls({ keyFile: '/x' }), 'tlsConfig.keyFile', 'tlsConfig.key'],
    ] as const
  ).map(([spec, field, instead]): Rule => ({
    code: 'secret_file',
    kinds: secrets,
    spec,
    words: `spec.${field} names a file, and documents never name files of the server: put the text itself into spec.${instead}`,
  })),
  {
    code: 'secret_unknown_field',
    kinds: secrets,
    spec: { basicAuth: { username: 'u', pasword: 'p' } },
    words:
      'spec.basicAuth.pasword is no field of a secret, and what stands in an unknown field would not be encrypted: leave it out. Known: username, password, passwordFile, password_file',
  },
  {
    code: 'secret_insecure_tls',
    kinds: secrets,
    spec: tls({ insecureSkipVerify: true }),
    words:
      'spec.tlsConfig.insecureSkipVerify is true, which would send the secret to anyone who answers: leave it out and put the certificate authority into tlsConfig.ca',
  },
  {
    code: 'secret_tls_version',
    kinds: secrets,
    spec: tls({ minVersion: 'TLS10' }),
    words: 'spec.tlsConfig.minVersion is "TLS10", it must be TLS12 or TLS13: leave it out or choose one',
  },
  {
    code: 'secret_pem',
    kinds: secrets,
    spec: tls({ ca: 'hunter2' }),
    words: 'spec.tlsConfig.ca is not PEM text: it must begin with a line like -----BEGIN CERTIFICATE-----',
  },
  {
    code: 'secret_key_pair',
    kinds: secrets,
    spec: tls({ cert: pem }),
    words: 'tlsConfig.cert and tlsConfig.key belong together: give both or neither',
  },
  {
    code: 'secret_header_text',
    kinds: secrets,
    spec: { authorization: { credentials: 'a\r\nX: y' } },
    words:
      'spec.authorization.credentials has a character that an HTTP header cannot carry: use visible ASCII characters',
  },
  ...['ftp://x/', 'https://u:p@x/', 'https://x/?a', 'https://x/#a', 'nothing'].map((tokenURL): Rule => ({
    code: 'secret_token_url',
    kinds: secrets,
    spec: oauth({ tokenURL }),
    words:
      'spec.oauth.tokenURL must be an http or https address without user, query and fragment: write it like https://login.example.com/token',
  })),
  {
    code: 'secret_auth_style',
    kinds: secrets,
    spec: oauth({ authStyle: 3 }),
    words:
      'spec.oauth.authStyle is 3, it must be 0 (try both), 1 (in the body) or 2 (in the Authorization header)',
  },
  ...[
    '',
    '*',
    '*.example.com',
    'http://a',
    'a/b',
    'u@a',
    'a:0',
    'a:65536',
    'a:b',
    'a b',
    '[::1',
    'a?b',
    '%61',
  ].map((host): Rule => ({
    code: 'secret_host',
    kinds: secrets,
    spec: { allowedHosts: [host] },
    words: `spec.allowedHosts[0] is "${host}", which is no host: write it like prometheus.monitoring.svc or prometheus.monitoring.svc:9090, without scheme, path and wildcard`,
  })),
  {
    code: 'too_many',
    kinds: secrets,
    spec: { allowedHosts: Array(51).fill('a') },
    words: 'spec.allowedHosts has 51 entries, at most 50 are allowed: split the document',
  },
];
