import type { Workload } from '@hecate/server/contract';
import type { VariableValues } from './fill-variables.ts';
import { jsonList, jsonObject, jsonText } from './json-reading.ts';

/** Longest name a Perses document may have. */
const nameLimit = 75;

/** The name of a workload's dashboard; from the second attempt on with a number behind. */
export function dashboardName(workload: Pick<Workload, 'name'>, attempt: number): string {
  const suffix = attempt === 1 ? '' : `-${attempt}`;
  return `${workload.name.toLowerCase().slice(0, nameLimit - suffix.length)}${suffix}`;
}

/** The template as a dashboard of a project: named after the workload, every variable set to its value. */
export function dashboardFromTemplate(
  document: unknown,
  workload: Pick<Workload, 'name' | 'namespace'>,
  name: string,
  values: VariableValues,
): Readonly<Record<string, unknown>> {
  const template = jsonObject(document);
  const spec = jsonObject(template['spec']);
  const display = jsonObject(spec['display']);
  const title = jsonText(display['name']) ?? '';
  return {
    ...template,
    kind: 'Dashboard',
    metadata: { name, project: workload.namespace },
    spec: {
      ...spec,
      display: { ...display, name: title === '' ? workload.name : `${workload.name}: ${title}` },
      variables: jsonList(spec['variables']).map((variable) => withValue(variable, values)),
    },
  };
}

function withValue(variable: unknown, values: VariableValues): unknown {
  const document = jsonObject(variable);
  const spec = jsonObject(document['spec']);
  const value = values[jsonText(spec['name']) ?? ''];
  if (value === undefined) return variable;
  if (document['kind'] === 'TextVariable')
    return { ...document, spec: { ...spec, value: typeof value === 'string' ? value : value.join(',') } };
  const isMany = spec['allowMultiple'] === true;
  const list = typeof value === 'string' ? [value] : value;
  const single = list[0];
  return { ...document, spec: { ...spec, defaultValue: isMany ? list : single } };
}
