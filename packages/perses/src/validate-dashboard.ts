import { documentError } from './document-error.ts';
import { isTimeZone } from './is-time-zone.ts';
import { optionalObject, optionalString } from './json-access.ts';
import type { JsonValue } from './json-reader.ts';
import { validateAnnotations } from './validate-annotations.ts';
import { validateDashboardDatasources } from './validate-datasource.ts';
import { validateDisplay } from './validate-display.ts';
import { validateDuration } from './validate-duration.ts';
import { validateLayouts } from './validate-layouts.ts';
import { validateLinks, validatePanels } from './validate-panels.ts';
import { validateDashboardVariables, type DashboardVariable } from './validate-variable.ts';
import { refuseVariableCycle } from './variable-references.ts';

/** Checks a dashboard's spec by Perses' rules, except uses of variables that are defined elsewhere; returns its variables. */
export function validateDashboard(value: JsonValue): readonly DashboardVariable[] {
  const spec = optionalObject(value, 'spec') ?? {};
  validateDisplay(spec['display'], 'spec.display');
  const variables = validateDashboardVariables(spec['variables'], 'spec.variables');
  const panels = validatePanels(spec['panels'], 'spec.panels');
  validateDuration(optionalString(spec['duration'], 'spec.duration') ?? '');
  validateDuration(optionalString(spec['refreshInterval'], 'spec.refreshInterval') ?? '');
  validateTimezone(optionalString(spec['timezone'], 'spec.timezone') ?? '');
  validateLinks(spec['links'], 'spec.links');
  validateAnnotations(spec['annotations'], 'spec.annotations');
  validateLayouts(spec['layouts'], 'spec.layouts', panels);
  refuseVariableCycle(variables);
  validateDashboardDatasources(spec['datasources'], 'spec.datasources');
  return variables;
}

function validateTimezone(timezone: string): void {
  if (timezone === '' || timezone === 'local') return;
  if (!isTimeZone(timezone)) throw documentError('timezone_invalid', { timezone });
}
