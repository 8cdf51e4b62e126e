import type { UpstreamAnswer } from './upstream-request.ts';

/** The whole body of an answer; its size is bounded by the upstream's `maxResponseBytes`. */
export async function readBody(answer: UpstreamAnswer): Promise<Buffer> {
  if (Buffer.isBuffer(answer.body)) {
    return answer.body;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of answer.body) {
    if (Buffer.isBuffer(chunk)) {
      chunks.push(chunk);
    }
  }
  return Buffer.concat(chunks);
}
