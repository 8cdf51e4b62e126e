/** One target that is scraped at a fixed address. */
export interface StaticTarget {
  readonly job: string;
  readonly url: URL;
  readonly metricsPath: string;
}

/**
 * The text of prometheus.yml: the simulator's discovered targets, and the real exporters beside it.
 * It is JSON, which every YAML reader takes.
 */
export function prometheusConfiguration(options: {
  readonly scrapeConfigs: readonly unknown[];
  readonly targets: readonly StaticTarget[];
}): string {
  const configuration = {
    global: {
      scrape_interval: '15s',
      evaluation_interval: '15s',
      external_labels: { cluster: 'local', replica: 'a' },
    },
    scrape_configs: [...options.scrapeConfigs, ...options.targets.map(staticScrape)],
  };
  return `${JSON.stringify(configuration, null, 2)}\n`;
}

function staticScrape(target: StaticTarget): unknown {
  const isTls = target.url.protocol === 'https:';
  return {
    job_name: target.job,
    metrics_path: target.metricsPath,
    scheme: isTls ? 'https' : 'http',
    // Hecate's own certificate is whatever --tls-cert names, often self-signed; the target is always 127.0.0.1.
    ...(isTls ? { tls_config: { insecure_skip_verify: true } } : {}),
    static_configs: [{ targets: [target.url.host] }],
  };
}
