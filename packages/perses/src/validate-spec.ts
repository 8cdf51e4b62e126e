import { optionalObject, optionalString } from './json-access.ts';
import type { JsonValue } from './json-reader.ts';
import type { ResourceKind } from './resource-kind.ts';
import { validateDashboard } from './validate-dashboard.ts';
import { validateDatasource } from './validate-datasource.ts';
import { validateDisplay } from './validate-display.ts';
import { validateEphemeral } from './validate-ephemeral.ts';
import { validateFolder } from './validate-folder.ts';
import { validateSecret } from './validate-secret.ts';
import { validateVariableName, validateVariableSpec } from './validate-variable.ts';

/** Checks a spec by the rules of its kind that need nothing but the document itself. */
export function validateSpec(kind: ResourceKind, spec: JsonValue, name: string): void {
  switch (kind) {
    case 'Project':
      validateDisplay(optionalObject(spec, 'spec')?.['display'], 'spec.display');
      return;
    case 'Dashboard':
      validateDashboard(spec);
      return;
    case 'EphemeralDashboard':
      validateEphemeral(spec);
      return;
    case 'Folder':
      validateFolder(spec, name);
      return;
    case 'Variable':
    case 'GlobalVariable':
      validateVariableName(name);
      validateVariableSpec(optionalObject(spec, 'spec') ?? {}, 'spec');
      return;
    case 'Secret':
    case 'GlobalSecret':
      validateSecret(optionalObject(spec, 'spec') ?? {}, 'spec');
      return;
    case 'Datasource':
    case 'GlobalDatasource':
      validateDatasource(optionalObject(spec, 'spec') ?? {}, 'spec');
      return;
  }
}

/** The name people see, from `spec.display` (of a variable: `spec.spec.display`); undefined when there is none. */
export function displayNameOf(kind: ResourceKind, spec: JsonValue): string | undefined {
  if (Array.isArray(spec)) return undefined;
  const outer = optionalObject(spec, 'spec');
  const isVariable = kind === 'Variable' || kind === 'GlobalVariable';
  const owner = isVariable ? optionalObject(outer?.['spec'], 'spec.spec') : outer;
  const name = optionalString(
    optionalObject(owner?.['display'], 'spec.display')?.['name'],
    'spec.display.name',
  );
  // It is a database column too, and PostgreSQL takes neither NUL nor half surrogates in a text.
  return name === ''
    ? undefined
    : name?.replaceAll('\u0000', '\ufffd').replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
