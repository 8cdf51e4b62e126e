import { metricsOf } from '../metric-entry.ts';

/** Families of the ingress gateway in front of model servers (Istio). */
export const gatewayMetrics = metricsOf(
  {
    namespaceLabel: null,
    podLabel: null,
    scrapeIntervalMs: 30_000,
    source: 'istio/istio: standard metrics',
  },
  [
    {
      name: 'istio_requests_total',
      type: 'counter',
      unit: 'requests',
      namespaceLabel: null,
      documentation:
        'Requests by `response_code`, `destination_canonical_service`, `destination_service_namespace`.',
    },
    {
      name: 'istio_request_duration_milliseconds',
      type: 'histogram',
      unit: 'milliseconds',
      namespaceLabel: null,
      documentation: 'Latency at the gateway.',
    },
  ],
);
