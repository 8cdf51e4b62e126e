import {
  isJsonObject,
  jsonObject,
  jsonText,
  own,
  type Json,
  type JsonObject,
} from '../../dashboards/documents/json.ts';

/** A stored datasource of a project or, without one, of all projects. */
export interface StoredDatasource {
  readonly document: JsonObject;
  readonly name: string;
  readonly project: string | undefined;
  readonly title: string;
  readonly kind: string;
  readonly isDefault: boolean;
  /** Address of the upstream; undefined where the plugin has no HTTP proxy. */
  readonly url: string | undefined;
}

/** What the form edits by itself; everything else of the document stays as it is. */
export interface DatasourceForm {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly isDefault: boolean;
  /** The plugin's spec without its URL, as JSON text. */
  readonly rest: string;
}

/** Reads a GlobalDatasource or Datasource; undefined when it is neither. */
export function readDatasource(value: unknown): StoredDatasource | undefined {
  if (!isJsonObject(value)) return undefined;
  const metadata = jsonObject(value['metadata']);
  const spec = jsonObject(value['spec']);
  const plugin = jsonObject(spec['plugin']);
  const name = jsonText(metadata['name']);
  if (name === undefined) return undefined;
  const title = jsonText(jsonObject(spec['display'])['name']) ?? '';
  return {
    document: value,
    name,
    project: jsonText(metadata['project']),
    title: title === '' ? name : title,
    kind: jsonText(plugin['kind']) ?? '',
    isDefault: spec['default'] === true,
    url: jsonText(jsonObject(jsonObject(jsonObject(plugin['spec'])['proxy'])['spec'])['url']),
  };
}

/** API path of a datasource. */
export function datasourcePath(datasource: {
  readonly name: string;
  readonly project: string | undefined;
}): string {
  const name = encodeURIComponent(datasource.name);
  return datasource.project === undefined
    ? `/api/v1/globaldatasources/${name}`
    : `/api/v1/projects/${encodeURIComponent(datasource.project)}/datasources/${name}`;
}

/** The form of a stored datasource, or of a new one. */
export function formOf(datasource: StoredDatasource | undefined): DatasourceForm {
  if (!datasource)
    return {
      name: '',
      title: '',
      url: '',
      isDefault: false,
      rest: JSON.stringify({ scrapeInterval: '15s' }, null, 2),
    };
  const spec = jsonObject(jsonObject(jsonObject(datasource.document['spec'])['plugin'])['spec']);
  return {
    name: datasource.name,
    title: jsonText(jsonObject(jsonObject(datasource.document['spec'])['display'])['name']) ?? '',
    url: datasource.url ?? '',
    isDefault: datasource.isDefault,
    rest: JSON.stringify(withUrl(spec, undefined), null, 2),
  };
}

/** The document to store: the old one (or a new Prometheus one) with the form's fields put in. `rest` is parsed already. */
export function documentOf(
  old: StoredDatasource | undefined,
  form: DatasourceForm,
  rest: JsonObject,
): JsonObject {
  const document = old?.document ?? { kind: 'GlobalDatasource' };
  const spec = jsonObject(document['spec']);
  const plugin = jsonObject(spec['plugin']);
  const display: JsonObject = { ...jsonObject(spec['display']), name: form.title.trim() };
  const { display: _display, ...others } = spec;
  return {
    ...document,
    metadata: { ...jsonObject(document['metadata']), name: form.name },
    spec: {
      ...(form.title.trim() === '' && spec['display'] === undefined ? {} : { display }),
      ...others,
      default: form.isDefault,
      plugin: {
        ...plugin,
        kind: jsonText(plugin['kind']) ?? 'PrometheusDatasource',
        spec: withUrl(rest, form.url.trim()),
      },
    },
  };
}

/** What is wrong with an address; undefined when nothing is. */
export function urlProblem(text: string): string | undefined {
  if (text.trim() === '') return 'An address is needed, for example http://prometheus:9090.';
  try {
    const url = new URL(text.trim());
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      return `${url.protocol} is not possible here. Allowed: http, https.`;
    if (url.username !== '' || url.password !== '')
      return 'Names and passwords do not belong into the address: use a secret.';
    return undefined;
  } catch {
    return 'This is no address. It begins with http:// or https://.';
  }
}

function withUrl(spec: JsonObject, url: string | undefined): JsonObject {
  const proxy = jsonObject(spec['proxy']);
  const proxySpec = jsonObject(proxy['spec']);
  if (url === undefined) {
    const { url: _url, ...others } = proxySpec;
    const { proxy: _proxy, ...rest } = spec;
    const hasMore = Object.keys(others).length > 0;
    return hasMore ? { ...rest, proxy: { ...proxy, spec: others } } : rest;
  }
  const kind: Json = own(proxy, 'kind') ?? 'HTTPProxy';
  return { ...spec, proxy: { ...proxy, kind, spec: { ...proxySpec, url } } };
}
