import { GatewayError, type GatewayErrorCode } from './gateway-error.ts';

/** Raw error codes of sockets, DNS, TLS and undici → the gateway's row and the words for it. */
const words: Readonly<Record<string, readonly [GatewayErrorCode, string]>> = {
  HECATE_ADDRESS_DENIED: ['destination_denied', ''],
  HECATE_TOKEN_FILE: ['upstream_unreachable', 'its token file holds no token'],
  ENOENT: ['upstream_unreachable', 'a certificate, key or token file of it is missing'],
  EACCES: ['upstream_unreachable', 'a certificate, key or token file of it cannot be read'],
  ECONNREFUSED: ['upstream_unreachable', 'nothing listens at its address'],
  ENOTFOUND: ['upstream_unreachable', 'its host name is not known'],
  EAI_AGAIN: ['upstream_unreachable', 'the name service does not answer'],
  ETIMEDOUT: ['upstream_unreachable', 'its address does not answer'],
  UND_ERR_CONNECT_TIMEOUT: ['upstream_unreachable', 'its address does not answer'],
  EHOSTUNREACH: ['upstream_unreachable', 'there is no route to its address'],
  ENETUNREACH: ['upstream_unreachable', 'there is no route to its address'],
  EADDRNOTAVAIL: ['upstream_unreachable', 'this machine has no free port'],
  EMFILE: ['upstream_unreachable', 'this server has no free file handle'],
  ENFILE: ['upstream_unreachable', 'this machine has no free file handle'],
  CERT_HAS_EXPIRED: ['upstream_tls', 'its certificate has expired'],
  CERT_NOT_YET_VALID: ['upstream_tls', 'its certificate is not valid yet'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['upstream_tls', 'its certificate is for another name'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['upstream_tls', 'its certificate is not signed by a known CA'],
  UNABLE_TO_GET_ISSUER_CERT: ['upstream_tls', 'its certificate is not signed by a known CA'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['upstream_tls', 'its certificate is not signed by a known CA'],
  SELF_SIGNED_CERT_IN_CHAIN: ['upstream_tls', 'its certificate is not signed by a known CA'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['upstream_tls', 'its certificate is signed by itself'],
  EPROTO: ['upstream_tls', 'no TLS version or cipher in common, or no TLS there at all'],
  UND_ERR_HEADERS_OVERFLOW: ['upstream_protocol', 'its headers are too large'],
  UND_ERR_DESTROYED: ['upstream_closed', ''],
  UND_ERR_CLOSED: ['upstream_closed', ''],
};

/**
 * The gateway's words for a failed exchange. The raw error (addresses, ports, file paths) stays in `cause` for the log.
 * `hasBegun`: the upstream had begun to answer.
 */
export function explainUpstreamError(upstream: string, error: unknown, hasBegun: boolean): GatewayError {
  if (error instanceof GatewayError) {
    return error;
  }
  const code = rawCode(error);
  const known = Object.hasOwn(words, code) ? words[code] : undefined;
  if (known !== undefined) {
    return new GatewayError(known[0], { upstream, why: known[1] }, { cause: error });
  }
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code.startsWith('ERR_OSSL_')) {
    return new GatewayError('upstream_tls', { upstream, why: 'the TLS handshake failed' }, { cause: error });
  }
  if (hasBegun) {
    return new GatewayError('answer_incomplete', { upstream, why: incompleteness(code) }, { cause: error });
  }
  if (code.startsWith('HPE_')) {
    return new GatewayError(
      'upstream_protocol',
      { upstream, why: 'its first bytes are wrong' },
      { cause: error },
    );
  }
  return new GatewayError(
    'upstream_unreachable',
    { upstream, why: 'it closed the connection without an answer' },
    { cause: error },
  );
}

function incompleteness(code: string): string {
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
    return 'fewer or more bytes came than it announced';
  }
  return code.startsWith('HPE_') ? 'its bytes are not valid HTTP' : 'the connection broke';
}

function rawCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) {
    return '';
  }
  return typeof error.code === 'string' ? error.code : '';
}
