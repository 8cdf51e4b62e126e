import type { OvmsPlan } from '../cluster/cluster-plan.ts';
import { histogramLabels, writeHistogram } from '../exposition/histogram.ts';
import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { OvmsCounters } from './ovms-counters.ts';
import { OVMS_STREAMS, type OvmsLoad } from './ovms-load.ts';

/** Methods a model server counts, by API and interface. */
const METHODS = [
  ['KServe', 'REST', 'ModelInfer'],
  ['KServe', 'REST', 'ModelReady'],
  ['KServe', 'REST', 'ModelMetadata'],
  ['KServe', 'gRPC', 'ModelInfer'],
  ['KServe', 'gRPC', 'ModelReady'],
  ['KServe', 'gRPC', 'ModelMetadata'],
  ['TensorFlowServing', 'REST', 'Predict'],
  ['TensorFlowServing', 'REST', 'GetModelMetadata'],
  ['TensorFlowServing', 'REST', 'GetModelStatus'],
  ['TensorFlowServing', 'gRPC', 'Predict'],
  ['TensorFlowServing', 'gRPC', 'GetModelMetadata'],
  ['TensorFlowServing', 'gRPC', 'GetModelStatus'],
] as const;

/** Creates the function that writes a model server's `/metrics` answer. */
export function createOvmsRenderer(
  plan: OvmsPlan,
  counters: OvmsCounters,
  load: (tick: number) => OvmsLoad,
): (tick: number, values: Float64Array, out: SampleWriter) => void {
  const { slots } = counters;
  const model = labelText({ name: plan.name, version: '1' });
  const rows = METHODS.map(([api, via, method]) => ({
    labels: labelText({ api, interface: via, method, name: plan.name, version: '1' }),
    success: successSlot(counters, via, method),
    fail: via === 'REST' && method === 'ModelInfer' ? slots.failInfer : -1,
  }));
  const histograms = [
    [
      'ovms_request_time_us',
      'Processing time of requests to a model.',
      slots.requestGrpc,
      'interface="gRPC"',
    ],
    [
      'ovms_request_time_us',
      'Processing time of requests to a model.',
      slots.requestRest,
      'interface="REST"',
    ],
    ['ovms_inference_time_us', 'Inference execution time in the OpenVINO backend.', slots.inference, ''],
    ['ovms_wait_for_infer_req_time_us', 'Request waiting time in the scheduling queue.', slots.wait, ''],
  ] as const;
  const histogramRows = histograms.map(([name, help, slot, via]) => ({
    name,
    help,
    slot,
    labels: histogramLabels(slot.bounds, 'go', via === '' ? model : `${via},${model}`),
  }));
  return (tick, values, out) => {
    const now = load(tick);
    const gauge = (name: string, help: string, value: number): void => {
      out.family(name, 'gauge', help);
      out.sample(name, model, value);
    };
    out.family('ovms_requests_success', 'counter', 'Number of successful requests to a model or a DAG.');
    for (const row of rows) out.sample('ovms_requests_success', row.labels, values[row.success] ?? 0);
    out.family('ovms_requests_fail', 'counter', 'Number of failed requests to a model or a DAG.');
    for (const row of rows) out.sample('ovms_requests_fail', row.labels, values[row.fail] ?? 0);
    gauge('ovms_streams', 'Number of OpenVINO execution streams.', OVMS_STREAMS);
    gauge('ovms_current_requests', 'Number of inference requests currently in process.', now.active);
    gauge('ovms_infer_req_queue_size', 'Inference request queue size (nireq).', OVMS_STREAMS);
    gauge(
      'ovms_infer_req_active',
      'Number of currently consumed inference requests from the processing queue.',
      now.active,
    );
    for (const row of histogramRows) {
      out.family(row.name, 'histogram', row.help);
      writeHistogram(out, row.name, row.labels, values, row.slot);
    }
  };
}

function successSlot({ slots }: OvmsCounters, via: string, method: string): number {
  if (via !== 'REST') return -1;
  if (method === 'ModelInfer') return slots.successInfer;
  return method === 'ModelReady' ? slots.successReady : -1;
}
