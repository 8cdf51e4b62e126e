import { documentError } from './document-error.ts';
import { optionalObject, optionalString } from './json-access.ts';
import type { JsonValue } from './json-reader.ts';
import { validateDashboard } from './validate-dashboard.ts';
import { validateDuration } from './validate-duration.ts';

/** Checks a dashboard that expires: the rules of every dashboard, and a `spec.ttl` above zero. */
export function validateEphemeral(spec: JsonValue): void {
  if (ephemeralLifeMs(spec) <= 0) throw documentError('ephemeral_ttl', {});
  validateDashboard(spec);
}

/** How long a dashboard with `spec.ttl` lives after its last change, in milliseconds. */
export function ephemeralLifeMs(spec: JsonValue): number {
  return validateDuration(optionalString(optionalObject(spec, 'spec')?.['ttl'], 'spec.ttl') ?? '');
}
