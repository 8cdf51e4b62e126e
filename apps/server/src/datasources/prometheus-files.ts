import { connectionFileFaults, type ConnectionFiles } from '@hecate/gateway';
import { ConfigError } from '../config/config-error.ts';
import type { Config } from '../config/config-schema.ts';

/** The files that the configuration names for the connection to `prometheus.url`. */
export function prometheusFiles({ prometheus }: Config): ConnectionFiles {
  const { bearerTokenFile, caFile, certFile, keyFile, serverName } = prometheus;
  const tls = {
    ...(caFile === null ? {} : { caFile }),
    ...(certFile === null ? {} : { certFile }),
    ...(keyFile === null ? {} : { keyFile }),
    ...(serverName === null ? {} : { serverName }),
  };
  return {
    ...(bearerTokenFile === null ? {} : { bearerTokenFile }),
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
  };
}

const keyOf = {
  token: 'prometheus.bearerTokenFile',
  authority: 'prometheus.caFile',
  certificate: 'prometheus.certFile',
} as const;

/** Throws a `ConfigError` that names every one of them that cannot be used. */
export async function checkPrometheusFiles(config: Config): Promise<void> {
  const faults = await connectionFileFaults(prometheusFiles(config));
  if (faults.length > 0)
    throw new ConfigError(faults.map(({ of, why }) => ({ path: keyOf[of], text: `cannot be used: ${why}` })));
}
