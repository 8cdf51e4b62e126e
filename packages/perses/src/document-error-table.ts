/** One row: the HTTP status, and the message with its values as `{name}`. */
export interface DocumentErrorRow {
  readonly status: number;
  readonly message: string;
}

/**
 * Every refusal of a document. Rows under "Perses" carry the words of Perses 0.54, which its clients and people know;
 * the others name the value, the limit and the remedy.
 */
export const documentErrorTable = {
  // Perses: documents (internal/api/interface/error.go, internal/api/core/middleware/verification.go)
  document_not_found: { status: 404, message: 'document not found' },
  document_already_exists: { status: 409, message: 'document already exists' },
  project_missing: { status: 400, message: `bad request: metadata.project "{project}" doesn't exist` },
  project_empty: { status: 400, message: 'bad request: metadata.project cannot be empty' },
  parameter_mismatch: {
    status: 400,
    message: `bad request: {parameter} parameter value '{path}' does not match provided metadata value '{value}'`,
  },
  kind_invalid: { status: 400, message: 'bad request: invalid kind: "{kind}" for a {expected} type' },

  // Perses: names and tags (perses/spec go/common/validate.go, pkg/model/api/v1/metadata.go)
  name_empty: { status: 400, message: 'bad request: name cannot be empty' },
  name_too_long: { status: 400, message: 'bad request: cannot contain more than {limit} characters' },
  name_pattern: {
    status: 400,
    message: 'bad request: "{name}" is not a correct name. It should match the regexp: ^[a-zA-Z0-9_.-]+$',
  },
  name_double_dot: {
    status: 400,
    message: `bad request: "{name}" is not a correct name. It should not contain '..'`,
  },
  name_edge_dot: {
    status: 400,
    message: `bad request: "{name}" is not a correct name. It should not start or end with '.'`,
  },
  tags_too_many: { status: 400, message: 'bad request: cannot contain more than {limit} tags' },
  tag_empty: { status: 400, message: 'bad request: tag cannot be empty' },
  tag_whitespace: {
    status: 400,
    message: 'bad request: tag "{tag}" cannot start or end with whitespace',
  },
  tag_too_long: {
    status: 400,
    message: 'bad request: tag "{tag}" cannot contain more than {limit} characters',
  },
  tag_characters: {
    status: 400,
    message:
      'bad request: tag "{tag}" contains invalid characters; only lowercase letters, numbers, spaces, hyphens, and underscores are allowed',
  },

  // Perses: dashboards (perses/spec go/dashboard, pkg/model/api/v1/dashboard.go, utils/variable_build_order.go)
  reference_syntax: { status: 400, message: 'bad request: ref "{reference}" is not accepted' },
  reference_void: { status: 400, message: 'bad request: reference "{reference}" is pointing to the void' },
  reference_root: { status: 400, message: `bad request: reference "{reference}" doesn't start by 'spec'` },
  panel_missing: {
    status: 400,
    message: 'bad request: there is no panel called "{panel}" in the current dashboard',
  },
  plugin_kind_empty: { status: 400, message: 'bad request: kind cannot be empty' },
  annotation_name_empty: { status: 400, message: 'bad request: annotation name cannot be empty' },
  layout_kind_empty: { status: 400, message: 'bad request: layout.kind cannot be empty' },
  layout_kind_unknown: { status: 400, message: 'bad request: unknown layout.kind "{kind}" used' },
  duration_invalid: { status: 400, message: 'bad request: not a valid duration string: "{duration}"' },
  duration_unit: { status: 400, message: 'bad request: unknown unit "{unit}" in duration "{duration}"' },
  duration_range: { status: 400, message: 'bad request: duration out of range' },
  timezone_invalid: {
    status: 400,
    message: 'bad request: "{timezone}" is not a valid timezone: unknown time zone {timezone}',
  },

  // Perses: variables (pkg/model/api/v1/variable, internal/api/validate/validate.go)
  variable_kind_empty: { status: 400, message: 'bad request: variable.kind cannot be empty' },
  variable_kind_unknown: { status: 400, message: 'bad request: unknown variable.kind "{kind}" used' },
  variable_duplicate: {
    status: 400,
    message: 'bad request: variable "{name}" (index {index}) already exists',
  },
  variable_name_invalid: { status: 400, message: `bad request: variable name '{name}' is not valid` },
  variable_name_builtin: {
    status: 400,
    message: `bad request: variable name '{name}' can not have builtin variable prefix: __`,
  },
  variable_undefined: {
    status: 400,
    message: 'bad request: variable "{used}" is used in the variable "{by}" but not defined',
  },
  variable_cycle: { status: 400, message: 'bad request: circular dependency detected' },
  variable_constant_empty: {
    status: 400,
    message: 'bad request: value for a constant text variable cannot be empty',
  },
  variable_custom_all: {
    status: 400,
    message: 'bad request: customAllValue cannot be set if allowAllValue is not set to true',
  },
  variable_default_list: {
    status: 400,
    message: 'bad request: you can not use a list of default values if allowMultiple is set to false',
  },
  variable_default_type: {
    status: 400,
    message: 'bad request: unable to unmarshal defaultValue. Only string or array of string can be used',
  },
  variable_sort_unknown: { status: 400, message: 'bad request: unknown sort method "{sort}" used' },

  // Perses: folders and datasources (pkg/model/api/v1/folder.go, go/datasource/proxy/http/http.go, validate.go)
  folder_item_kind: {
    status: 400,
    message: 'bad request: kind can only be "Dashboard" or "Folder" but not "{kind}"',
  },
  folder_item_name: { status: 400, message: 'bad request: name is required' },
  folder_item_items: {
    status: 400,
    message: 'bad request: when kind is equal to "Dashboard", then items must be empty',
  },
  folder_duplicate: {
    status: 400,
    message: 'bad request: dashboard "{dashboard}" is referenced multiple times in the folder "{folder}"',
  },
  datasource_default_local: {
    status: 400,
    message:
      'bad request: {name} can not be defined as default datasource: there is already a default defined for kind "{kind}"',
  },
  datasource_default_taken: {
    status: 400,
    message:
      'bad request: datasource "{name}" cannot be a default "{kind}" because there is already one defined named "{other}"',
  },
  proxy_url_empty: { status: 400, message: 'bad request: url cannot be empty' },
  proxy_method_empty: { status: 400, message: 'bad request: HTTP method cannot be empty' },
  proxy_pattern_empty: { status: 400, message: 'bad request: HTTP endpoint pattern cannot be empty' },
  proxy_method_unknown: {
    status: 400,
    message:
      'bad request: "{method}" is not a valid http method. Current supported HTTP method: GET, POST, DELETE, PUT, PATCH',
  },

  // Perses: secrets (pkg/model/api/v1/secret.go, pkg/model/api/v1/secret)
  secret_several_logins: {
    status: 400,
    message: 'bad request: basicAuth, authorization and oauth are mutually exclusive, use one of them',
  },
  secret_basic_incomplete: {
    status: 400,
    message: 'bad request: when using basic_auth, username and password/password_file cannot be empty',
  },
  secret_type_basic: {
    status: 400,
    message: 'bad request: authorization type cannot be set to "basic", use "basicAuth" instead',
  },
  secret_oauth_incomplete: {
    status: 400,
    message:
      'bad request: when using oauth, clientID, clientSecret/clientSecretFile, and tokenURL cannot be empty',
  },
  secret_forbidden: {
    status: 403,
    message: `forbidden access: missing 'read' permission in '{project}' project for 'Secret' kind`,
  },
  global_secret_forbidden: {
    status: 403,
    message: `forbidden access: missing 'read' global permission for 'GlobalSecret' kind`,
  },

  // Our own: secrets
  secret_file: {
    status: 400,
    message:
      'bad request: {path} names a file, and documents never name files of the server: put the text itself into {instead}',
  },
  secret_unknown_field: {
    status: 400,
    message:
      'bad request: {path} is no field of a secret, and what stands in an unknown field would not be encrypted: leave it out. Known: {known}',
  },
  secret_insecure_tls: {
    status: 400,
    message:
      'bad request: {path} is true, which would send the secret to anyone who answers: leave it out and put the certificate authority into tlsConfig.ca',
  },
  secret_tls_version: {
    status: 400,
    message: 'bad request: {path} is "{version}", it must be TLS12 or TLS13: leave it out or choose one',
  },
  secret_pem: {
    status: 400,
    message: 'bad request: {path} is not PEM text: it must begin with a line like {example}',
  },
  secret_key_pair: {
    status: 400,
    message: 'bad request: tlsConfig.cert and tlsConfig.key belong together: give both or neither',
  },
  secret_header_text: {
    status: 400,
    message:
      'bad request: {path} has a character that an HTTP header cannot carry: use visible ASCII characters',
  },
  secret_token_url: {
    status: 400,
    message:
      'bad request: {path} must be an http or https address without user, query and fragment: write it like https://login.example.com/token',
  },
  secret_auth_style: {
    status: 400,
    message:
      'bad request: {path} is {value}, it must be 0 (try both), 1 (in the body) or 2 (in the Authorization header)',
  },
  secret_host: {
    status: 400,
    message:
      'bad request: {path} is "{host}", which is no host: write it like prometheus.monitoring.svc or prometheus.monitoring.svc:9090, without scheme, path and wildcard',
  },
  secret_value_missing: {
    status: 400,
    message:
      'bad request: {path} is "<secret>", which keeps the stored value, and none is stored: give the value',
  },
  secret_value_needed: {
    status: 400,
    message:
      'bad request: {change}, so the stored values could reach someone else: give {path} again in the same change',
  },
  ephemeral_ttl: {
    status: 400,
    message: 'bad request: spec.ttl is missing or zero: say how long the dashboard lives, for example "1d"',
  },

  // Our own: conversions
  custom_resource_unknown: {
    status: 400,
    message:
      'bad request: {kind} of {version} is not known: PersesDashboard and PersesDatasource of perses.dev/v1alpha1 or v1alpha2, and PersesGlobalDatasource of v1alpha2 are',
  },
  custom_resource_none: {
    status: 400,
    message: 'bad request: a {kind} has no custom resource: only dashboards and datasources have one',
  },
  custom_resource_version: {
    status: 400,
    message: 'bad request: there is no {kind} in {version}: convert to {least}',
  },
  source_unknown: {
    status: 400,
    message:
      'bad request: this is no document of Perses, of its operator or of Grafana (kind "{kind}"): give a Perses document, a custom resource of perses.dev, or the JSON of a Grafana dashboard',
  },
  grafana_model_unknown: {
    status: 400,
    message:
      'bad request: the dashboard model of {version} is not converted: export the dashboard from Grafana as classic JSON',
  },

  // Our own: reading
  document_too_large: {
    status: 413,
    message:
      'the document has {size} characters, at most {limit} are allowed: split the dashboard or shorten its texts',
  },
  json_syntax: {
    status: 400,
    message: 'bad request: not valid JSON at line {line}, column {column} (in {path}): {reason}',
  },
  json_duplicate_key: {
    status: 400,
    message:
      'bad request: the key "{key}" appears twice in {path} (second at line {line}, column {column}): keep one of them',
  },
  json_too_deep: {
    status: 400,
    message:
      'bad request: {path} nests deeper than {limit} levels at line {line}, column {column}: flatten the document',
  },
  json_too_many_keys: {
    status: 400,
    message: 'bad request: {path} has more than {limit} keys: split the object',
  },
  json_lone_surrogate: {
    status: 400,
    message:
      'bad request: the text has half of a surrogate pair at line {line}, column {column}, which UTF-8 cannot carry: remove or repair the character',
  },
  yaml_syntax: { status: 400, message: 'bad request: not valid YAML 1.2: {reason}' },
  yaml_tag: {
    status: 400,
    message: 'bad request: the YAML tag {tag} is not supported: documents hold plain values only',
  },
  yaml_aliases: {
    status: 400,
    message: 'bad request: the YAML text expands more than {limit} aliases: write the repeated parts out',
  },
  yaml_value: {
    status: 400,
    message:
      'bad request: {path} is {value}, which JSON cannot carry: use a number, a text, true, false or null',
  },
  wrong_type: { status: 400, message: 'bad request: {path} must be {expected}, but is {actual}' },
  too_many: {
    status: 400,
    message: 'bad request: {path} has {count} entries, at most {limit} are allowed: split the document',
  },
  text_too_long: {
    status: 400,
    message: 'bad request: {path} has {count} characters, at most {limit} are allowed: shorten it',
  },
  number_out_of_range: {
    status: 400,
    message: 'bad request: {path} is {value}, it must be a whole number from {least} to {most}',
  },
  plugin_missing: {
    status: 400,
    message: 'bad request: {path} is missing: name the plugin with its kind, for example {example}',
  },
  proxy_url_invalid: {
    status: 400,
    message:
      'bad request: {path} is "{url}", which is not an http or https address with a host: write it like http://prometheus:9090',
  },
  proxy_headers_both: {
    status: 400,
    message: 'bad request: cannot specify both allowHeaders and dropHeaders at the same time',
  },

  // Our own: versions
  version_conflict: {
    status: 409,
    message:
      'the document is at version {current}, but the change was made on version {given}: load version {current}, apply the change again and save, or save without If-Match to overwrite it',
  },
  revision_not_found: {
    status: 404,
    message: 'document not found: there is no version {version} in the history of {kind} "{name}"',
  },
  revision_not_restorable: {
    status: 400,
    message:
      'bad request: version {version} of {kind} "{name}" is its deletion, which has no content: restore the version before it',
  },
  removal_superseded: {
    status: 409,
    message:
      '{kind} "{name}" cannot come back: another one of that name was made since. Move that one away, or take the content from the history',
  },
} as const satisfies Record<string, DocumentErrorRow>;

/** The code of a row of the table. */
export type DocumentErrorCode = keyof typeof documentErrorTable;
