import { isObject, optionalBoolean, optionalObject, requiredObject } from '../json-access.ts';
import { readJson, type JsonObject } from '../json-reader.ts';
import { parseDocument } from '../parse-document.ts';
import { convertGrafana } from './grafana/convert-grafana.ts';

/**
 * What Perses' `POST /api/migrate` answers to a body `{grafanaDashboard, input?, useDefaultDatasource?}`: the dashboard as
 * JSON text, checked, in no project and never stored. `input` replaces `$NAME` and `${NAME}` all over the dashboard.
 */
export function migrateGrafana(body: string): string {
  const { value, members } = readJson(body);
  const request = requiredObject(value, 'the body');
  requiredObject(request['grafanaDashboard'], 'grafanaDashboard');
  const at = members.get('grafanaDashboard');
  const given = at === undefined ? '{}' : body.slice(at.start, at.end);
  const input = optionalObject(request['input'], 'input') ?? {};
  const { value: filled } = readJson(withInput(given, input));
  const { name, tags, spec } = convertGrafana(isObject(filled) ? filled : {}, {
    usesDefaultDatasource: optionalBoolean(request['useDefaultDatasource'], 'useDefaultDatasource'),
  });
  const never = '0001-01-01T00:00:00Z';
  const metadata = {
    name,
    createdAt: never,
    updatedAt: never,
    version: 0,
    ...(tags.length === 0 ? {} : { tags }),
    project: '',
  };
  const text = JSON.stringify({ kind: 'Dashboard', metadata, spec });
  parseDocument(text, { kind: 'Dashboard', project: 'unplaced' });
  return text;
}

/** Values stand inside JSON texts, so they are escaped as such. */
function withInput(text: string, input: JsonObject): string {
  return text.replaceAll(/\$(?:(\w+)|\{(\w+)\})/g, (use, plain?: string, braced?: string) => {
    const name = plain ?? braced ?? '';
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : use;
  });
}
