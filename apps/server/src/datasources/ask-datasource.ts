import { readDatasourceRequest, type Gateway, type RawRequest, type UpstreamAnswer } from '@hecate/gateway';
import type { Datasource } from './datasource-directory.ts';

export interface AskDeps {
  readonly gateway: Gateway;
  /** Total time for one answer, milliseconds. */
  readonly deadlineMs: number;
  /** True while the past of the metrics is being filled in: what is asked then is not kept. */
  readonly isFilling: () => boolean;
}

/** Who waits for an answer. */
export interface Asker {
  readonly signal: AbortSignal;
  /** Whether nothing kept will do. */
  readonly wantsFresh: boolean;
}

/** Reads a proxied request once into what it means for this datasource, and asks. */
export function askDatasource(
  { gateway, deadlineMs, isFilling }: AskDeps,
  datasource: Datasource,
  raw: RawRequest,
  { signal, wantsFresh }: Asker,
): Promise<UpstreamAnswer> {
  const read = readDatasourceRequest(raw, datasource);
  const options = { upstream: datasource.upstream(), signal, deadlineMs };
  if (read.kind === 'pass') return gateway.pass(read.request, options);
  const whileFilling = isFilling() ? 'backfill' : undefined;
  return gateway.answer(read.query, {
    ...options,
    method: read.method,
    tenant: datasource.project ?? '',
    bypass: wantsFresh ? 'asked' : whileFilling,
  });
}
