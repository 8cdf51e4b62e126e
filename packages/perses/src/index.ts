export {
  resourceKinds,
  isDashboardKind,
  isProjectScoped,
  isSecretKind,
  parseResourceKind,
} from './resource-kind.ts';
export type { ResourceKind, SecretKind, KindEntry } from './resource-kind.ts';
export { documentLimits } from './document-limits.ts';
export { documentErrorTable } from './document-error-table.ts';
export type { DocumentErrorCode, DocumentErrorRow } from './document-error-table.ts';
export { DocumentError, documentError } from './document-error.ts';
export { exactNumbers, noExactNumbers, printExact } from './exact-numbers.ts';
export type { ExactNumbers } from './exact-numbers.ts';
export { readJson } from './json-reader.ts';
export type { JsonValue, JsonObject, JsonMember, JsonReading } from './json-reader.ts';
export type { Metadata } from './parse-metadata.ts';
export { parseDocument, checkVariableReferences } from './parse-document.ts';
export type { ParsedDocument, ExpectedDocument } from './parse-document.ts';
export { printDocument } from './print-document.ts';
export type { PrintableDocument } from './print-document.ts';
export { validateName } from './validate-name.ts';
export { yamlToJson } from './yaml-to-json.ts';
export { diffDocuments, summarizeDiff } from './diff-documents.ts';
export type { DocumentDiff, DiffEntry, DiffArea, DiffableDocument } from './diff-documents.ts';
export { secretFields, secretMask, fieldOf } from './secret-fields.ts';
export type { SecretField } from './secret-fields.ts';
export { createSecretValues } from './secret-values.ts';
export type { SecretValues } from './secret-values.ts';
export { readSecretSpec } from './read-secret-spec.ts';
export type { SecretLogin, SecretSpec } from './read-secret-spec.ts';
export { isAllowedHost, readAllowedHost } from './allowed-host.ts';
export type { AllowedHost } from './allowed-host.ts';
export { keepAllowedHosts } from './keep-allowed-hosts.ts';
export { widenedBy } from './widened-by.ts';
export { secretsNamedIn } from './secrets-named-in.ts';
export type { SecretReference } from './secrets-named-in.ts';
export { ephemeralLifeMs } from './validate-ephemeral.ts';
export { dashboardFacts } from './dashboard-facts.ts';
export { withDashboardTitle } from './dashboard-title.ts';
export { withDatasourceUrl } from './datasource-url.ts';
export { folderPlaces, folderTitle, withDashboardAt, withFolderTitle } from './folder-places.ts';
export type { FolderPlace } from './folder-places.ts';
export type { DashboardFacts, MetricNamesOf } from './dashboard-facts.ts';
export { convertDocuments, conversionTargets } from './convert/convert-documents.ts';
export type {
  Conversion,
  ConversionOptions,
  ConversionTarget,
  ConvertedDocument,
} from './convert/convert-documents.ts';
export type { ConversionNote, ConversionReport } from './convert/conversion-report.ts';
export { jsonToYaml } from './convert/json-to-yaml.ts';
export { migrateGrafana } from './convert/migrate-grafana.ts';
export { placeDocument } from './convert/place-document.ts';
