import type { IncomingMessage } from 'node:http';

/** Everything is served below one path, as routes that do not know of it. */
export interface ApiPrefix {
  /** The URL without the prefix, as the routes know it; a URL outside the prefix as it is. */
  strip(request: IncomingMessage): string;
  /** Where a request outside the prefix is sent: the same path below it, on this origin. Null for one inside. */
  redirectOf(request: IncomingMessage): string | null;
}

/** Builds it for a prefix like `/hecate`; an empty one changes nothing. */
export function createApiPrefix(prefix: string): ApiPrefix {
  // Requests go with their connections, so what is noted about them goes too.
  const outside = new WeakMap<IncomingMessage, string>();
  return {
    strip: (request) => {
      const url = request.url ?? '/';
      if (prefix === '') return url;
      const [path = ''] = url.split('?', 1);
      if (path === prefix) return `/${url.slice(prefix.length)}`;
      if (path.startsWith(`${prefix}/`)) return url.slice(prefix.length);
      // It begins with our path whatever the client wrote, so it cannot lead to another host.
      outside.set(request, `${prefix}${url.startsWith('/') ? url : '/'}`);
      return url;
    },
    redirectOf: (request) => outside.get(request) ?? null,
  };
}
