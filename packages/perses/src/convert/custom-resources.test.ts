import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { isArray, isObject } from '../json-access.ts';
import { readJson, type JsonObject, type JsonValue } from '../json-reader.ts';
import { wordsOf } from '../testing/words-of.ts';
import { yamlToJson } from '../yaml-to-json.ts';
import { convertDocuments, type ConversionTarget } from './convert-documents.ts';

const testData =
  process.env['HECATE_TEST_DATA'] ?? new URL('../../../../../shared/data', import.meta.url).pathname;
const isMissing = !existsSync(testData) && process.env['CI'] !== 'true';
const folder = `${testData}/dashboards/perses-community`;
const resourceTargets = ['cr-v1alpha1', 'cr-v1alpha2'] as const;

const datasource = `{"kind":"Datasource","metadata":{"name":"prom","project":"p"},"spec":{ "default":true , "plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://x:9090","n":1.50}}}}`;

describe('custom resources', () => {
  it('become Perses documents whose spec has the bytes it had', () => {
    const spec = `{ "panels":{} ,"duration":"1h", "layouts":[ ],"n":1.0e+1 }`;
    const plain = `{"apiVersion":"perses.dev/v1alpha1","kind":"PersesDashboard","metadata":{"name":"a","namespace":"p"},"spec":${spec}}`;
    const wrapped = `{"apiVersion":"perses.dev/v1alpha2","kind":"PersesDashboard","metadata":{"namespace":"p","name":"a"},"spec":{"instanceSelector":{"matchLabels":{"x":"y"}},"config":${spec}}}`;
    expect(only(plain, 'perses')).toBe(
      `{"kind":"Dashboard","metadata":{"name":"a","project":"p"},"spec":${spec}}`,
    );
    expect(only(wrapped, 'perses')).toBe(
      `{"kind":"Dashboard","metadata":{"name":"a","project":"p","annotations":{"hecate.dev/instance-selector":"{\\"matchLabels\\":{\\"x\\":\\"y\\"}}"}},"spec":${spec}}`,
    );
  });

  it('come back as they were, selector and client included', () => {
    const resource = `{"apiVersion":"perses.dev/v1alpha2","kind":"PersesDatasource","metadata":{"name":"d","namespace":"p","labels":{"a":"b"}},"spec":{"config":{ "default":false,"plugin":{"kind":"X","spec":{"n":1.0}}},"client":{"basicAuth":{"type":"secret","name":"s","username":"u","passwordPath":"pw"}},"instanceSelector":{"matchLabels":{"x":"y"}}}}`;
    const perses = only(resource, 'perses');
    expect(JSON.parse(only(perses, 'cr-v1alpha2'))).toEqual(JSON.parse(resource));
    const old = JSON.parse(only(perses, 'cr-v1alpha1'));
    expect(old.spec.client.basicAuth).toEqual({
      type: 'secret',
      name: 's',
      username: 'u',
      password_path: 'pw',
    });
    expect(old.spec).not.toHaveProperty('instanceSelector');
    expect(JSON.parse(only(JSON.stringify(old), 'cr-v1alpha2')).spec.client.basicAuth.passwordPath).toBe(
      'pw',
    );
  });

  it('say what stays in the cluster and what cannot be carried', () => {
    const { report } = convertDocuments(
      `apiVersion: perses.dev/v1alpha2
kind: PersesGlobalDatasource
metadata:
  name: d
  uid: 1-2
  annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}
spec:
  config: {default: true, plugin: {kind: X, spec: {}}}
  client:
    kubernetesAuth: {enable: true}
    tls: {enable: true, caCert: {type: file, certPath: /x}}
  extra: 1
status: {}
`,
      { to: 'perses' },
    );
    expect(report.notes.map(({ weight, what }) => `${weight}: ${what}`)).toEqual([
      'minor: status',
      'attention: spec.extra',
      'attention: client.kubernetesAuth',
      'attention: client.tls',
      'minor: metadata of the cluster (uid, kubectl.kubernetes.io/last-applied-configuration)',
    ]);
  });

  it('carry tags in an annotation, write what they demand, and name what they cannot', () => {
    const document = `{"kind":"Dashboard","metadata":{"name":"My_Board","project":"p","tags":["b","a"],"owner":"x"},"spec":{"display":{"name":"n"}},"extra":1}`;
    const { documents, report } = convertDocuments(document, { to: 'cr-v1alpha2' });
    expect(documents[0]?.text).toBe(
      '{"apiVersion":"perses.dev/v1alpha2","kind":"PersesDashboard","metadata":{"name":"my-board","namespace":"p","annotations":{"hecate.dev/tags":"a,b"}},"spec":{"config":{"display":{"name":"n"},"duration":"1h","panels":{},"layouts":[]}}}',
    );
    expect(report.notes.map(({ what }) => what)).toEqual([
      'spec.duration, spec.panels, spec.layouts',
      'owner',
      'extra',
      'name my_board',
      'tags',
    ]);
    expect(JSON.parse(only(documents[0]?.text ?? '', 'perses')).metadata.tags).toEqual(['a', 'b']);
  });

  it('report a secret that a datasource names, because a resource names it elsewhere', () => {
    const withSecret = datasource.replace(
      '"directUrl":"http://x:9090"',
      '"proxy":{"kind":"HTTPProxy","spec":{"url":"http://x","secret":"s"}}',
    );
    expect(convertDocuments(withSecret, { to: 'cr-v1alpha2' }).report.notes.map(({ what }) => what)).toEqual([
      'secret of the datasource',
    ]);
  });

  it.each([
    [
      '{"kind":"Project","metadata":{"name":"a"}}',
      'cr-v1alpha2',
      'a Project has no custom resource',
      'custom_resource_none',
    ],
    [
      '{"kind":"GlobalDatasource","metadata":{"name":"a"},"spec":{"plugin":{"kind":"X"}}}',
      'cr-v1alpha1',
      'there is no PersesGlobalDatasource in v1alpha1: convert to v1alpha2',
      'custom_resource_version',
    ],
    [
      '{"apiVersion":"perses.dev/v1alpha3","kind":"PersesDashboard"}',
      'perses',
      'PersesDashboard of perses.dev/v1alpha3 is not known',
      'custom_resource_unknown',
    ],
    [
      '{"apiVersion":"perses.dev/v1alpha1","kind":"Perses"}',
      'perses',
      'Perses of perses.dev/v1alpha1 is not known',
      'custom_resource_unknown',
    ],
    [
      '{"apiVersion":"perses.dev/v1alpha2","kind":"PersesDashboard","metadata":{"name":"a"},"spec":{}}',
      'perses',
      'spec.config must be an object, but is missing',
      'wrong_type',
    ],
  ] as const)('refuse %s', (text, to, words, code) => {
    const { documents, report } = convertDocuments(text, { to });
    expect(documents).toEqual([]);
    expect(report.refused[0]?.reason).toContain(words);
    expect(report.refused[0]?.reason).toMatch(wordsOf(code));
  });
});

describe.skipIf(isMissing)('against the resource definitions of the operator', () => {
  it.each(resourceTargets)(
    'all 41 real dashboards become valid %s resources and come back byte for byte',
    (to) => {
      const files = readdirSync(folder);
      expect(files.length).toBe(41);
      for (const file of files) {
        const json = yamlToJson(readFileSync(`${folder}/${file}`, 'utf8'));
        const text = only(json, to);
        expectValid(text, to, file);
        expect(specOf(only(text, 'perses'), ['spec'])).toBe(specOf(json, ['spec']));
        expect(specOf(text, to === 'cr-v1alpha1' ? ['spec'] : ['spec', 'config'])).toBe(
          specOf(json, ['spec']),
        );
      }
    },
  );

  it('datasources become valid resources', () => {
    for (const to of resourceTargets) expectValid(only(datasource, to), to, 'datasource');
    const global = datasource.replace('"Datasource"', '"GlobalDatasource"').replace(',"project":"p"', '');
    expectValid(only(global, 'cr-v1alpha2'), 'cr-v1alpha2', 'global datasource');
  });

  it('a field that the cluster would drop is noticed', () => {
    const text = only(datasource, 'cr-v1alpha2');
    const validate = validatorOf('PersesDatasource', 'v1alpha2');
    expect(validate(JSON.parse(text.replace('"config":{', '"config":{"unknown":1,')))).toBe(false);
    expect(validate(JSON.parse(text.replace('"default":true', '"default":"yes"')))).toBe(false);
  });

  it('a converted dashboard of Grafana becomes a valid resource', () => {
    const grafana = readFileSync(`${testData}/dashboards/grafana/dcgm-exporter.json`, 'utf8');
    for (const to of resourceTargets) {
      const { documents } = convertDocuments(grafana, { to, project: 'p' });
      expectValid(documents[0]?.text ?? '', to, 'dcgm-exporter');
    }
  });
});

function only(text: string, to: ConversionTarget): string {
  const { documents, report } = convertDocuments(text, { to });
  expect(report.refused).toEqual([]);
  expect(documents.length).toBe(1);
  return documents[0]?.text ?? '';
}

function specOf(text: string, path: readonly string[]): string {
  const { members } = readJson(text);
  const [first = '', second] = path;
  const outer = members.get(first);
  const place = second === undefined ? outer : outer?.members.get(second);
  return text.slice(place?.start ?? 0, place?.end ?? 0);
}

/** The cluster would take the resource, and would drop none of its fields, which it does with fields it does not know. */
function expectValid(text: string, to: (typeof resourceTargets)[number], what: string): void {
  const { value } = readJson(text);
  const kind = isObject(value) && typeof value['kind'] === 'string' ? value['kind'] : '';
  const validate = validatorOf(kind, to.slice('cr-'.length));
  validate(JSON.parse(text));
  expect([what, validate.errors ?? []]).toEqual([what, []]);
}

const validators = new Map<string, ValidateFunction>();

function validatorOf(kind: string, version: string): ValidateFunction {
  const known = validators.get(`${kind} ${version}`);
  if (known !== undefined) return known;
  const definition = readJson(
    yamlToJson(readFileSync(`${testData}/crds/perses.dev_${kind.toLowerCase()}s.yaml`, 'utf8')),
  ).value;
  const versions = at(definition, 'spec', 'versions');
  const found = isArray(versions) ? versions.find((one) => at(one, 'name') === version) : undefined;
  const schema = closed(at(found, 'schema', 'openAPIV3Schema') ?? null);
  // `duration` and `int32` are formats of Kubernetes, whose patterns stand beside them.
  const fresh = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
    JSON.parse(JSON.stringify(schema)),
  );
  validators.set(`${kind} ${version}`, fresh);
  return fresh;
}

/** The schema with every field closed that the cluster would drop when it is unknown; metadata is Kubernetes' own. */
function closed(schema: JsonValue): JsonValue {
  if (isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const inner: JsonObject = Object.fromEntries(
    Object.entries(schema).map(([key, one]) => [key, closed(one)]),
  );
  const isOpen =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema['additionalProperties'] !== undefined;
  return schema['type'] === 'object' && isObject(schema['properties']) && !isOpen
    ? { ...inner, additionalProperties: false }
    : inner;
}

function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((one, key) => (isObject(one) ? one[key] : undefined), value);
}
