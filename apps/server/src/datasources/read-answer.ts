import { GatewayError, type UpstreamAnswer } from '@hecate/gateway';
import { ServerError } from '../errors/server-error.ts';

/** The body of a Prometheus answer as text; what Prometheus refused becomes a refusal of ours with its words. */
export async function readAnswer({ status, body }: UpstreamAnswer, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  if (Buffer.isBuffer(body)) chunks.push(body);
  // Bounded by the datasource's response limit.
  else
    for await (const chunk of body) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  const text = Buffer.concat(chunks).toString('utf8');
  if (status === 200) return text;
  const why = errorOf(text) ?? `HTTP ${status}`;
  if (status === 400 || status === 422) throw new ServerError('bad_request', { detail: why });
  throw new GatewayError('query_failed', { upstream: name, why });
}

function errorOf(text: string): string | null {
  try {
    const error: unknown = Reflect.get(Object(JSON.parse(text)), 'error');
    return typeof error === 'string' ? error : null;
  } catch {
    // Not JSON, so it has no reason to pass on; the status says enough.
    return null;
  }
}
