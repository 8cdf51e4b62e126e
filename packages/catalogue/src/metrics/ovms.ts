import { metricsOf } from '../metric-entry.ts';

/** Families of OpenVINO Model Server; histograms are in microseconds and counters have no `_total`. */
export const ovmsMetrics = metricsOf(
  {
    namespaceLabel: 'namespace',
    podLabel: 'pod',
    scrapeIntervalMs: 30_000,
    source: 'openvinotoolkit/model_server: docs/metrics.md',
  },
  [
    { name: 'ovms_streams', type: 'gauge', unit: 'count', documentation: 'Execution streams of a model.' },
    {
      name: 'ovms_current_requests',
      type: 'gauge',
      unit: 'requests',
      documentation: 'Requests in work, by `name` and `version`.',
    },
    { name: 'ovms_current_graphs', type: 'gauge', unit: 'count', documentation: 'MediaPipe graphs in work.' },
    {
      name: 'ovms_requests_success',
      type: 'counter',
      unit: 'requests',
      documentation: 'Successful requests by `api`, `interface`, `method`, `name`.',
    },
    {
      name: 'ovms_requests_fail',
      type: 'counter',
      unit: 'requests',
      documentation: 'Failed requests by `api`, `interface`, `method`, `name`.',
    },
    {
      name: 'ovms_requests_accepted',
      type: 'counter',
      unit: 'requests',
      documentation: 'Requests accepted by a MediaPipe graph.',
    },
    {
      name: 'ovms_requests_rejected',
      type: 'counter',
      unit: 'requests',
      documentation: 'Requests rejected by a MediaPipe graph.',
    },
    {
      name: 'ovms_responses',
      type: 'counter',
      unit: 'requests',
      documentation: 'Responses of MediaPipe graphs.',
    },
    {
      name: 'ovms_request_time_us',
      type: 'histogram',
      unit: 'microseconds',
      documentation: 'Processing time of requests.',
    },
    {
      name: 'ovms_inference_time_us',
      type: 'histogram',
      unit: 'microseconds',
      documentation: 'Time in the OpenVINO back end.',
    },
    {
      name: 'ovms_wait_for_infer_req_time_us',
      type: 'histogram',
      unit: 'microseconds',
      documentation: 'Time waiting for a free inference slot: a growing share means too few streams.',
    },
    {
      name: 'ovms_infer_req_queue_size',
      type: 'gauge',
      unit: 'requests',
      documentation: 'Inference slots of a model.',
    },
    {
      name: 'ovms_infer_req_active',
      type: 'gauge',
      unit: 'requests',
      documentation: 'Inference slots in use.',
    },
    {
      name: 'ovms_graph_error',
      type: 'counter',
      unit: 'count',
      documentation: 'Errors of MediaPipe graphs.',
    },
    {
      name: 'ovms_graph_processing_time_us',
      type: 'histogram',
      unit: 'microseconds',
      documentation: 'Processing time of MediaPipe graphs.',
    },
    {
      name: 'ovms_graph_request_latency_us',
      type: 'histogram',
      unit: 'microseconds',
      documentation: 'Latency of requests through MediaPipe graphs.',
    },
  ],
);
