import { readDashboard, type StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { isJsonObject, jsonObject, jsonText } from '../../dashboards/documents/json.ts';
import { parseDuration } from '../../time/duration.ts';

/** A dashboard that expires, as `percli dac preview` makes them. */
export interface Preview {
  /** Drawn like any dashboard. */
  readonly dashboard: StoredDashboard;
  /** When the server removes it, epoch milliseconds; undefined when the document does not say. */
  readonly expiresAtMs: number | undefined;
}

/** Reads an EphemeralDashboard; undefined when it is none. */
export function readPreview(value: unknown): Preview | undefined {
  if (!isJsonObject(value) || value['kind'] !== 'EphemeralDashboard') return undefined;
  const dashboard = readDashboard({ ...value, kind: 'Dashboard' });
  return dashboard && { dashboard, expiresAtMs: expiry(dashboard) };
}

function expiry({ document, updatedAt }: StoredDashboard): number | undefined {
  const writtenMs = Date.parse(updatedAt ?? '');
  const ttl = jsonText(jsonObject(document['spec'])['ttl']);
  const lifeMs = ttl === undefined ? null : parseDuration(ttl);
  return lifeMs === null || Number.isNaN(writtenMs) ? undefined : writtenMs + lifeMs;
}
