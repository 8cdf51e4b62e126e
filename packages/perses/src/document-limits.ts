/** The bounds of a document. Perses' own: names, tags, 24 grid columns; the others are far above any real dashboard. */
export const documentLimits = {
  /** UTF-16 units of the text; the server refuses larger bodies before reading them. */
  documentCharacters: 5 * 1024 * 1024,
  /** Objects and arrays inside each other, the document itself included. */
  depth: 128,
  keysPerObject: 20_000,
  nameCharacters: 75,
  tags: 20,
  tagCharacters: 50,
  panels: 1_000,
  variables: 200,
  layouts: 500,
  itemsPerLayout: 1_000,
  queriesPerPanel: 100,
  links: 100,
  annotations: 100,
  datasources: 100,
  folderItems: 5_000,
  displayNameCharacters: 1_000,
  descriptionCharacters: 20_000,
  gridColumns: 24,
  gridRows: 10_000,
  panelHeight: 1_000,
  urlCharacters: 2_048,
  /** One value of a secret; a chain of certificates has some tens of thousands. */
  secretCharacters: 100_000,
  allowedHosts: 50,
  /** Scopes and parameters of an OAuth client. */
  oauthEntries: 50,
  /** Aliases in one YAML document, which bounds what a small text can grow to. */
  yamlAliases: 100,
  /** The largest real dashboard has 127 000; the YAML parser takes about 2 s for the worst text of this size. */
  yamlCharacters: 1024 * 1024,
} as const;
