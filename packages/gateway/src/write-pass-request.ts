import type { PassRequest } from './read-pass-request.ts';
import type { UpstreamRequest } from './upstream-request.ts';

/** Prints a request of the generic proxy; only GET and HEAD are asked again after a stale connection. */
export function writePassRequest(request: PassRequest, deadlineMs: number): UpstreamRequest {
  return {
    method: request.method,
    path: request.path,
    search: request.parameters
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&'),
    accept: 'any',
    isRead: request.method === 'GET' || request.method === 'HEAD',
    deadlineMs,
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(request.contentType === undefined ? {} : { contentType: request.contentType }),
  };
}
