import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DocumentError } from './document-error.ts';
import { documentErrorTable } from './document-error-table.ts';
import { checkVariableReferences, parseDocument } from './parse-document.ts';
import { isProjectScoped, type ResourceKind } from './resource-kind.ts';
import { dashboardRules, dashboardTypeRules, variableRules } from './testing/dashboard-rules.ts';
import { datasourceRules, folderRules, generalRules, nameRules } from './testing/document-rules.ts';
import type { Rule } from './testing/rule.ts';
import { secretRules } from './testing/secret-rules.ts';

const plugin = { kind: 'Any', spec: {} };
const text = (name: string) => ({ kind: 'TextVariable', spec: { name, value: 'x' } });

const tables = [
  ['names and tags', nameRules],
  ['dashboards', dashboardRules],
  ['types of dashboards', dashboardTypeRules],
  ['variables', variableRules],
  ['folders', folderRules],
  ['datasources', datasourceRules],
  ['secrets', secretRules],
  ['every document', generalRules],
] as const;

describe.each(tables)('the rules of %s', (_, rules) => {
  it.each(rules.flatMap((rule) => rule.kinds.map((kind) => ({ ...rule, kind }))))(
    '$code of a $kind: $words',
    ({ kind, words, code, ...rule }) => {
      const refusal = refusalOf(kind, rule);
      expect(refusal.code).toBe(code);
      expect(refusal.status).toBe(documentErrorTable[code].status);
      expect(refusal.message).toBe(`bad request: ${words}`);
    },
  );
});

describe('the table of rules', () => {
  it('has a row for every refusal of a document by itself', () => {
    const covered = new Set(tables.flatMap(([, rules]) => rules.map(({ code }) => code)));
    const missing = Object.keys(documentErrorTable).filter(
      (code) => !elsewhere.has(code) && ![...covered].some((one) => one === code),
    );
    expect(missing).toEqual([]);
  });

  it('excuses only what another test names by its code', () => {
    const root = new URL('../../../', import.meta.url).pathname;
    const tests = globSync('{apps,packages}/*/src/**/*{.test,-conformance}.ts', { cwd: root })
      .filter((file) => !file.endsWith('perses-rules.test.ts'))
      .map((file) => readFileSync(`${root}${file}`, 'utf8'));
    expect([...elsewhere].filter((code) => !tests.some((test) => test.includes(`'${code}'`)))).toEqual([]);
  });
});

/** Refusals that need more than the document: another document, the path, the store, another reader. Tested where they are made. */
const elsewhere: ReadonlySet<string> = new Set([
  'custom_resource_unknown',
  'custom_resource_none',
  'custom_resource_version',
  'source_unknown',
  'grafana_model_unknown',
  'document_not_found',
  'removal_superseded',
  'document_already_exists',
  'project_missing',
  'parameter_mismatch',
  'kind_invalid',
  'datasource_default_taken',
  'secret_forbidden',
  'global_secret_forbidden',
  'secret_value_missing',
  'secret_value_needed',
  'version_conflict',
  'revision_not_found',
  'revision_not_restorable',
  'document_too_large',
  'json_too_deep',
  'json_too_many_keys',
  'json_lone_surrogate',
  'yaml_syntax',
  'yaml_tag',
  'yaml_aliases',
  'yaml_value',
]);

function refusalOf(
  kind: ResourceKind,
  { metadata, spec, document }: Omit<Rule, 'kinds' | 'code' | 'words'>,
): DocumentError {
  const least = leastSpecs[kind];
  const whole = {
    kind,
    metadata: { name: 'doc', ...(isProjectScoped(kind) ? { project: 'p' } : {}), ...metadata },
    spec: Array.isArray(spec) ? spec : { ...least, ...Object(spec) },
  };
  try {
    const parsed = parseDocument(document?.replaceAll('KIND', kind) ?? JSON.stringify(whole), { kind });
    checkVariableReferences(parsed, []);
  } catch (cause) {
    if (cause instanceof DocumentError) return cause;
    throw cause;
  }
  throw new Error('the document was taken');
}

const leastSpecs: Readonly<Record<ResourceKind, object>> = {
  Project: {},
  Dashboard: {},
  EphemeralDashboard: { ttl: '1d' },
  Folder: {},
  Variable: text('v'),
  GlobalVariable: text('v'),
  Secret: {},
  GlobalSecret: {},
  Datasource: { plugin },
  GlobalDatasource: { plugin },
};
