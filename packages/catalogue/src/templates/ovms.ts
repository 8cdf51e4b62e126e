import { dashboard } from '../document/dashboard.ts';
import { gauge, stat, table, timeSeries } from '../document/panel.ts';
import { gaugeOf, meanOf, promql, quantileOf, rateOf } from '../document/query.ts';
import { allValues, labelValues } from '../document/variable.ts';
import { template } from '../template.ts';
import {
  cpuPanel,
  cpuThrottlingPanel,
  memoryOfLimitPanel,
  podVariables,
  readinessPanel,
  restartsPanel,
} from './pods.ts';

const server = 'namespace=~"$namespace",name=~"$model",pod=~"$pod"';
const calls = `${server},method=~"ModelInfer|Predict"`;
const succeeded = `sum(${rateOf('ovms_requests_success', calls)})`;
const failed = `sum(${rateOf('ovms_requests_fail', calls)})`;
/** Requests per second up to a bucket's end; exporters write the end with and without a fraction. */
const answeredWithin = (end: string): string =>
  `sum(${rateOf('ovms_request_time_us_bucket', `${server},le=~"${end}|${end}.0"`)})`;
/** Satisfied up to 67 ms, half of those up to 219 ms: the limits of the vendor's dashboard. */
const apdex = `(${answeredWithin('67466')} + ${answeredWithin('218591')}) / 2 / (sum(${rateOf('ovms_request_time_us_count', server)}) > 0)`;
/** OVMS measures in microseconds; panels show seconds. */
const inSeconds = (query: string): string => `${query} / 1e6`;

/** Does my predictive model answer in time, and are its inference slots enough. */
export const ovmsTemplate = template({
  question: 'Does my predictive model answer in time, and does it have enough CPU and inference slots?',
  group: 'predictive-serving',
  kinds: ['InferenceService'],
  runtime: 'ovms',
  variablesFor: (subject) => ({
    namespace: subject.namespace,
    model: subject.name,
    pod: subject.pods.length > 0 ? subject.pods : allValues,
  }),
  document: dashboard({
    name: 'ovms',
    title: 'OpenVINO Model Server',
    description:
      'Requests, latency, inference slots and CPU of OVMS predictors. If waiting grows and inference does not, add streams or replicas.',
    variables: [
      labelValues({
        name: 'namespace',
        title: 'Namespace',
        label: 'namespace',
        matchers: ['ovms_requests_success'],
      }),
      labelValues({
        name: 'model',
        title: 'Model',
        label: 'name',
        matchers: ['ovms_requests_success{namespace=~"$namespace"}'],
      }),
      labelValues({
        name: 'pod',
        title: 'Replica',
        label: 'pod',
        matchers: ['ovms_requests_success{namespace=~"$namespace",name=~"$model"}'],
      }),
    ],
    groups: [
      {
        title: 'Vitals',
        rows: [
          {
            height: 4,
            panels: [
              stat({
                title: 'Requests',
                description: 'Inference requests that succeeded per second.',
                unit: 'requests/sec',
                queries: [promql(succeeded)],
              }),
              stat({
                title: 'Failures',
                description:
                  'Failed inference requests of all. Good: under 0.1%. Above 1% look at input shapes and model versions.',
                unit: 'ratio',
                limits: { high: [0.001, 0.01] },
                queries: [promql(`${failed} / (${succeeded} + ${failed} > 0)`)],
              }),
              stat({
                title: 'Mean latency',
                description: 'Mean processing time of a request in the server.',
                unit: 'seconds',
                queries: [promql(inSeconds(`(${meanOf('ovms_request_time_us', server)})`))],
              }),
              stat({
                title: 'Latency p99',
                description: 'Slowest one in a hundred. Good: under 100 ms for images and tables.',
                unit: 'seconds',
                limits: { high: [0.1, 0.25] },
                queries: [promql(inSeconds(quantileOf(0.99, 'ovms_request_time_us', server)))],
              }),
              stat({
                title: 'Requests in flight',
                description: 'Requests in work right now.',
                unit: 'requests',
                queries: [promql(`sum(${gaugeOf('ovms_current_requests', server)})`)],
              }),
              gauge({
                title: 'Busy slots',
                description:
                  'Busy inference slots of all. At 100% requests wait: raise NUM_STREAMS or nireq, or add replicas.',
                unit: 'ratio',
                max: 1,
                limits: { high: [0.8, 0.95] },
                queries: [
                  promql(
                    `sum(${gaugeOf('ovms_infer_req_active', server)}) / sum(${gaugeOf('ovms_infer_req_queue_size', server)})`,
                    'busy slots',
                  ),
                ],
              }),
            ],
          },
        ],
      },
      {
        title: 'Latency',
        rows: [
          {
            height: 8,
            panels: [
              timeSeries({
                title: 'Request latency',
                description:
                  'Processing time in the server. Median flat and p99 rising: some requests wait for a slot.',
                unit: 'seconds',
                limits: { high: [0.1, 0.25] },
                queries: [
                  promql(inSeconds(quantileOf(0.5, 'ovms_request_time_us', server)), 'p50'),
                  promql(inSeconds(quantileOf(0.95, 'ovms_request_time_us', server)), 'p95'),
                  promql(inSeconds(quantileOf(0.99, 'ovms_request_time_us', server)), 'p99'),
                ],
              }),
              timeSeries({
                title: 'Where a request spends its time (mean)',
                description:
                  'Waiting for a slot and computing, stacked. Good: waiting is a thin line. Thick waiting: more streams or replicas; thick inference: smaller model or more CPU.',
                unit: 'seconds',
                stacked: true,
                queries: [
                  promql(inSeconds(`(${meanOf('ovms_wait_for_infer_req_time_us', server)})`), 'waiting'),
                  promql(inSeconds(`(${meanOf('ovms_inference_time_us', server)})`), 'inference'),
                ],
              }),
              timeSeries({
                title: 'Apdex',
                description:
                  'Share of content callers: 67 ms and faster counts whole, up to 219 ms half. Good: above 94%. Under 70% most callers notice.',
                unit: 'ratio',
                max: 1,
                limits: { low: [0.7, 0.94] },
                queries: [promql(apdex, 'apdex')],
              }),
              timeSeries({
                title: 'Latency p95 by replica',
                description:
                  'Replicas of one model should lie on each other. One above: a noisy node or a throttled CPU.',
                unit: 'seconds',
                queries: [
                  promql(inSeconds(quantileOf(0.95, 'ovms_request_time_us', server, ['pod'])), '{{pod}}'),
                ],
              }),
            ],
          },
        ],
      },
      {
        title: 'Load',
        rows: [
          {
            height: 8,
            panels: [
              timeSeries({
                title: 'Requests by model',
                description: 'Successful inference requests per second, stacked by model.',
                unit: 'requests/sec',
                stacked: true,
                queries: [promql(`sum by (name) (${rateOf('ovms_requests_success', calls)})`, '{{name}}')],
              }),
              timeSeries({
                title: 'Failures by method',
                description: 'Failed requests per second by API method, all methods. Good: none.',
                unit: 'requests/sec',
                bars: true,
                queries: [
                  promql(
                    `sum by (interface, method) (${rateOf('ovms_requests_fail', server)})`,
                    '{{interface}} {{method}}',
                  ),
                ],
              }),
              timeSeries({
                title: 'Inference slots',
                description: 'Busy slots against all slots. Busy at the height of all: the server is full.',
                unit: 'requests',
                queries: [
                  promql(`sum(${gaugeOf('ovms_infer_req_active', server)})`, 'busy'),
                  promql(`sum(${gaugeOf('ovms_infer_req_queue_size', server)})`, 'all'),
                ],
              }),
            ],
          },
        ],
      },
      {
        title: 'CPU and memory',
        rows: [
          {
            height: 8,
            panels: [
              cpuPanel(podVariables),
              cpuThrottlingPanel(podVariables),
              memoryOfLimitPanel(podVariables),
            ],
          },
        ],
      },
      {
        title: 'Replicas',
        rows: [
          {
            height: 6,
            panels: [
              {
                columns: 10,
                panel: table({
                  title: 'Replicas compared',
                  description: 'All replicas side by side; the odd one out is the cause.',
                  columns: [
                    { name: 'pod', header: 'Replica' },
                    { name: 'value #1', header: 'Requests/s', unit: 'requests/sec' },
                    { name: 'value #2', header: 'Mean latency', unit: 'seconds' },
                    { name: 'value #3', header: 'In flight', unit: 'requests' },
                  ],
                  queries: [
                    promql(`sum by (pod) (${rateOf('ovms_requests_success', calls)})`),
                    promql(inSeconds(`(${meanOf('ovms_request_time_us', server, ['pod'])})`)),
                    promql(`sum by (pod) (${gaugeOf('ovms_current_requests', server)})`),
                  ],
                }),
              },
              readinessPanel(podVariables),
              restartsPanel(podVariables),
            ],
          },
        ],
      },
    ],
  }),
});
