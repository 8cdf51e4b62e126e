import { readDatasourceRequest, type Gateway, type RawRequest, type UpstreamAnswer } from '@hecate/gateway';
import type { Datasource } from './datasource-directory.ts';

export interface AskDeps {
  readonly gateway: Gateway;
  /** Total time for one answer, milliseconds. */
  readonly deadlineMs: number;
}

/** Reads a proxied request once into what it means for this datasource, and asks. */
export function askDatasource(
  { gateway, deadlineMs }: AskDeps,
  datasource: Datasource,
  raw: RawRequest,
  signal: AbortSignal,
): Promise<UpstreamAnswer> {
  const read = readDatasourceRequest(raw, datasource);
  const options = { upstream: datasource.upstream(), signal, deadlineMs };
  if (read.kind === 'pass') return gateway.pass(read.request, options);
  return gateway.answer(read.query, { ...options, method: read.method });
}
