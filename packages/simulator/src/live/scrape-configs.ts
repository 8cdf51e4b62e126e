/** A scrape configuration as prometheus.yml wants it. */
export interface ScrapeConfig {
  readonly job_name: string;
  readonly honor_labels: boolean;
  readonly http_sd_configs: readonly { readonly url: string; readonly refresh_interval: string }[];
}

/**
 * The two scrape jobs of the simulated cluster: exporters that speak for other people's workloads keep their own labels (kube-state-metrics,
 * cAdvisor, kubelet, operators), all others get `exported_*` for labels that the target has too, as DCGM does on OpenShift.
 */
export function scrapeConfigs(options: { readonly simulatorUrl: URL }): readonly ScrapeConfig[] {
  const config = (job: string, honorLabels: boolean): ScrapeConfig => {
    const url = new URL('/sd', options.simulatorUrl);
    url.searchParams.set('honor_labels', String(honorLabels));
    return {
      job_name: job,
      honor_labels: honorLabels,
      http_sd_configs: [{ url: url.href, refresh_interval: '15s' }],
    };
  };
  return [config('simulated-cluster', false), config('simulated-cluster-honor', true)];
}
