import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressGuard } from './address-guard.ts';
import type { Destination } from './credentials.ts';
import { createTlsMaterial, type TlsMaterial, type UpstreamTls } from './tls-material.ts';

export interface Connector {
  readonly connect: buildConnector.connector;
  /** True when this error broke a connection that had carried an answer before: the stale keep-alive case. */
  isStale(error: unknown): boolean;
}

/**
 * Opens the connections of one upstream: the address is checked before dialling, after DNS, and once more on the connected
 * socket, before a byte is sent. TLS is 1.2 or newer, HTTP/1.1 only.
 */
export function createConnector(options: {
  readonly guard: AddressGuard;
  readonly connectTimeoutMs: number;
  readonly tls: UpstreamTls;
  readonly now: () => number;
  /** Throws for a place that what this upstream carries may not be sent to. */
  readonly checkDestination?: (destination: Destination) => void;
}): Connector {
  const { guard, tls } = options;
  const staleErrors = new WeakSet<Error>();
  const readMaterial = createTlsMaterial(tls, options.now);
  let built: { material: TlsMaterial; connect: buildConnector.connector } | undefined;

  const connectWith = (material: TlsMaterial): buildConnector.connector => {
    if (built?.material !== material) {
      built = {
        material,
        connect: buildConnector({
          ...material,
          allowH2: false,
          timeout: options.connectTimeoutMs,
          lookup: guard.lookup,
          minVersion: tls.minVersion ?? 'TLSv1.2',
          ...(tls.maxVersion === undefined ? {} : { maxVersion: tls.maxVersion }),
          rejectUnauthorized: tls.insecureSkipVerify !== true,
          ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
        }),
      };
    }
    return built.connect;
  };

  const watch = (socket: Socket): void => {
    socket.on('error', (error) => {
      if (socket.bytesRead > 0) {
        staleErrors.add(error);
      }
    });
  };

  const dial = (
    material: TlsMaterial,
    target: buildConnector.Options,
    callback: buildConnector.Callback,
  ): void => {
    connectWith(material)(target, (error, socket) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      try {
        guard.checkPeer(socket.remoteAddress);
      } catch (denied) {
        socket.destroy();
        callback(asError(denied), null);
        return;
      }
      watch(socket);
      callback(null, socket);
    });
  };

  const dialTls = async (
    target: buildConnector.Options,
    callback: buildConnector.Callback,
  ): Promise<void> => {
    try {
      // A broken PEM file throws here as well, when the TLS context is made of it.
      dial(await readMaterial(), target, callback);
    } catch (error) {
      callback(asError(error), null);
    }
  };

  return {
    connect(target, callback) {
      try {
        options.checkDestination?.({
          protocol: target.protocol,
          hostname: target.hostname,
          port: target.port,
        });
        guard.checkHost(target.hostname);
      } catch (denied) {
        queueMicrotask(() => callback(asError(denied), null));
        return;
      }
      if (target.protocol === 'https:') {
        void dialTls(target, callback);
        return;
      }
      dial(noMaterial, target, callback);
    },
    isStale(error) {
      return error instanceof Error && (staleErrors.has(error) || hadAnswer(error));
    },
  };
}

const noMaterial: TlsMaterial = {};

/** undici's SocketError carries the counters of the socket that closed. */
function hadAnswer(error: Error): boolean {
  if (!('socket' in error) || typeof error.socket !== 'object' || error.socket === null) {
    return false;
  }
  return (
    'bytesRead' in error.socket && typeof error.socket.bytesRead === 'number' && error.socket.bytesRead > 0
  );
}

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error('the connection failed', { cause: value });
}
