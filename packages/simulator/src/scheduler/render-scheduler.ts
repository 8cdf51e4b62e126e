import { histogramLabels, writeHistogram, type HistogramLabels } from '../exposition/histogram.ts';
import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { HistogramSlot } from '../model/counter-layout.ts';
import { plugins, type SchedulerCounters } from './scheduler-counters.ts';

/** What the scheduler knows of the engines it picks from, at a tick. */
export interface EndpointState {
  readonly pod: string;
  readonly isReady: boolean;
  readonly running: number;
  readonly waiting: number;
  readonly kvUsage: number;
}

interface HistogramRow {
  readonly name: string;
  readonly help: string;
  readonly labels: HistogramLabels;
  readonly slot: HistogramSlot;
}

const PREFIX_PLUGIN = {
  plugin_name: 'approx-prefix-cache-producer',
  plugin_type: 'approx-prefix-cache-producer',
};
const DISAGG_PLUGIN = { plugin_name: 'disagg-profile-handler', plugin_type: 'disagg-profile-handler' };

/** Creates the function that writes an endpoint picker's `llm_d_epp_*` families. */
export function createSchedulerRenderer(
  model: string,
  namespace: string,
  counters: SchedulerCounters,
): (endpoints: readonly EndpointState[], values: Float64Array, out: SampleWriter) => void {
  const request = { fairness_id: 'default-flow', model_name: model, priority: '0', target_model_name: model };
  const histograms = histogramRows(counters, request);
  const pool = labelText({ name: `${model}-inference-pool` });
  const requestText = labelText(request);
  const disagg = labelText({ decision_type: 'prefill-decode', model_name: model, ...DISAGG_PLUGIN });
  return (endpoints, values, out) => {
    const mean = (value: (endpoint: EndpointState) => number): number =>
      endpoints.reduce((sum, endpoint) => sum + value(endpoint), 0) / Math.max(1, endpoints.length);
    const gauge = (name: string, help: string, labels: string, value: number): void => {
      out.family(name, 'gauge', `[ALPHA] ${help}`);
      out.sample(name, labels, value);
    };
    const counter = (name: string, help: string, labels: string, value: number): void => {
      out.family(name, 'counter', `[ALPHA] ${help}`);
      out.sample(name, labels, value);
    };
    const total = values[counters.slots.requests] ?? 0;
    gauge(
      'llm_d_epp_average_kv_cache_utilization',
      'The average kv cache utilization for an inference server pool.',
      pool,
      mean((endpoint) => endpoint.kvUsage),
    );
    gauge(
      'llm_d_epp_average_queue_size',
      'The average number of requests pending in the model server queue.',
      pool,
      mean((endpoint) => endpoint.waiting),
    );
    gauge(
      'llm_d_epp_average_running_requests',
      'The average number of running requests across model servers in the pool.',
      pool,
      mean((endpoint) => endpoint.running),
    );
    counter(
      'llm_d_epp_disagg_decision_total',
      'Total number of disaggregation routing decisions made',
      disagg,
      total,
    );
    gauge(
      'llm_d_epp_info',
      'General information of the current build of Inference Extension.',
      labelText({ build_ref: '', commit: 'unknown' }),
      1,
    );
    out.family(
      'llm_d_epp_per_endpoint_queue_size',
      'gauge',
      '[ALPHA] The total number of requests pending in the model server queue for each underlying endpoint.',
    );
    for (const { pod, waiting } of endpoints) {
      out.sample(
        'llm_d_epp_per_endpoint_queue_size',
        `model_server_endpoint="${pod}-rank-0",${pool}`,
        waiting,
      );
    }
    gauge(
      'llm_d_epp_prefix_indexer_size',
      'Size of the prefix indexer.',
      labelText(PREFIX_PLUGIN),
      Math.min(31_000, 400 + Math.floor(total / 9)),
    );
    gauge(
      'llm_d_epp_ready_endpoints',
      'The number of ready endpoints in the inference server pool.',
      pool,
      endpoints.filter(({ isReady }) => isReady).length,
    );
    gauge(
      'llm_d_epp_request_running',
      'Current number of active running requests.',
      requestText,
      mean((endpoint) => endpoint.running),
    );
    counter('llm_d_epp_request_total', 'Total number of processed requests.', requestText, total);
    out.family(
      'llm_d_epp_scheduler_attempts_total',
      'counter',
      '[ALPHA] Total number of scheduling attempts.',
    );
    const target = endpoints[0];
    if (target !== undefined) {
      const labels = labelText({
        endpoint_name: target.pod,
        namespace,
        port: '8000',
        status: 'success',
        target_model_name: model,
      });
      out.sample('llm_d_epp_scheduler_attempts_total', labels, total);
    }
    for (const row of histograms) {
      out.family(row.name, 'histogram', row.help);
      writeHistogram(out, row.name, row.labels, values, row.slot);
    }
  };
}

function histogramRows(
  counters: SchedulerCounters,
  request: Readonly<Record<string, string>>,
): readonly HistogramRow[] {
  const { slots } = counters;
  const row = (
    name: string,
    help: string,
    slot: HistogramSlot,
    labels: Readonly<Record<string, string>>,
  ): HistogramRow => ({
    name: `llm_d_epp_${name}`,
    help: `[ALPHA] ${help}`,
    slot,
    labels: histogramLabels(slot.bounds, 'go', labelText(labels)),
  });
  const { fairness_id = '', model_name = '', priority = '', target_model_name = '' } = request;
  const firstToken = (streaming: string) => ({
    fairness_id,
    model_name,
    priority,
    streaming,
    target_model_name,
  });
  const firstTokenHelp =
    'Time to first token in seconds, measured from request received to first response byte. For non-streaming requests, this equals total request duration.';
  return [
    ...plugins.flatMap(([extension_point, plugin_name, plugin_type], index) => {
      const slot = slots.plugins[index];
      const help =
        'Plugin processing latency distribution in seconds for each extension point, plugin type and plugin name.';
      return slot === undefined
        ? []
        : [row('plugin_duration_seconds', help, slot, { extension_point, plugin_name, plugin_type })];
    }),
    row(
      'prefix_indexer_hit_bytes',
      'Length of the prefix match in number of bytes in the cache lookup.',
      slots.hitBytes,
      PREFIX_PLUGIN,
    ),
    row(
      'prefix_indexer_hit_ratio',
      'Ratio of prefix length matched to total prefix length in the cache lookup.',
      slots.hitRatio,
      PREFIX_PLUGIN,
    ),
    row(
      'request_cached_tokens',
      'Distribution of prompt tokens read from cache per request, as reported by the model server in the response.',
      slots.cachedTokens,
      request,
    ),
    row(
      'request_duration_seconds',
      'End-to-end request latency distribution in seconds.',
      slots.duration,
      request,
    ),
    row('request_input_tokens', 'Input token count distribution per request.', slots.inputTokens, request),
    row(
      'request_ntpot_seconds',
      'Normalized time per output token in seconds (end-to-end latency divided by output token count).',
      slots.perToken,
      request,
    ),
    row('request_output_tokens', 'Output token count distribution per request.', slots.outputTokens, request),
    row(
      'request_size_bytes',
      'Incoming request body size distribution in bytes.',
      slots.requestBytes,
      request,
    ),
    row(
      'request_streaming_itl_seconds',
      'Inter-token latency in seconds for streaming requests, measured as the time between consecutive response body chunks.',
      slots.interToken,
      request,
    ),
    row('request_ttft_seconds', firstTokenHelp, slots.firstTokenWhole, firstToken('false')),
    row('request_ttft_seconds', firstTokenHelp, slots.firstTokenStreaming, firstToken('true')),
    row(
      'response_size_bytes',
      'Outgoing response body size distribution in bytes.',
      slots.responseBytes,
      request,
    ),
    row(
      'scheduler_e2e_duration_seconds',
      'End-to-end scheduling latency distribution in seconds.',
      slots.endToEnd,
      {},
    ),
  ];
}
