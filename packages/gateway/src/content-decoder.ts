import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { GatewayError } from './gateway-error.ts';

/**
 * The decoder for an answer's `Content-Encoding`, undefined when it is plain. Hecate asks for plain answers; one coding is
 * undone all the same, more than one (a decompression chain) is refused.
 */
export function contentDecoder(
  upstream: string,
  coding: string | readonly string[] | undefined,
): Transform | undefined {
  const name = typeof coding === 'string' ? coding.trim().toLowerCase() : coding?.join(', ');
  switch (name) {
    case undefined:
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      throw new GatewayError('content_coding_refused', { upstream, coding: name });
  }
}
