/** A dashboard for benches as a client would send it: 8 to 30 panels with the plugin specs that editors write, about 20 kB. */
export function benchDashboard(number: number): {
  readonly kind: 'Dashboard';
  readonly metadata: { readonly name: string; readonly project: string; readonly tags: readonly string[] };
  readonly spec: Readonly<Record<string, unknown>>;
} {
  const pick = picker(number);
  const subject = pick(subjects);
  const team = number % benchProjects;
  const count = 8 + (number % 23);
  const panels = Array.from(
    { length: count },
    (_, index) => [`${index}_0`, panel(subject, pick, index)] as const,
  );
  return {
    kind: 'Dashboard',
    metadata: {
      name: `${subject}-${pick(aspects)}-${number}`,
      project: `team-${team}`,
      tags: [subject, pick(tags)].filter((tag, index, all) => all.indexOf(tag) === index),
    },
    spec: {
      display: {
        name: `${title(subject)} ${pick(aspects)} ${number}`,
        description: `What ${subject} does in team ${team}, by ${pick(labels)}: ${pick(aspects)} and ${pick(aspects)}.`,
      },
      duration: '1h',
      refreshInterval: '30s',
      variables: [
        {
          kind: 'ListVariable',
          spec: {
            name: 'namespace',
            allowAllValue: true,
            allowMultiple: true,
            plugin: {
              kind: 'PrometheusLabelValuesVariable',
              spec: { labelName: 'namespace', matchers: [`${subject}_info`] },
            },
          },
        },
      ],
      panels: Object.fromEntries(panels),
      layouts: [
        {
          kind: 'Grid',
          spec: {
            display: { title: 'Panels', collapse: { open: true } },
            items: panels.map(([key], index) => ({
              x: (index % 2) * 12,
              y: Math.floor(index / 2) * 8,
              width: 12,
              height: 8,
              content: { $ref: `#/spec/panels/${key}` },
            })),
          },
        },
      ],
    },
  };
}

/** Projects that the dashboards are in. */
export const benchProjects = 25;

const subjects = [
  'vllm',
  'ovms',
  'kueue',
  'dcgm',
  'node',
  'kserve',
  'pytorchjob',
  'notebook',
  'thanos',
  'etcd',
];
const aspects = [
  'latency',
  'cache usage',
  'queue',
  'requests',
  'errors',
  'memory',
  'saturation',
  'tokens',
  'cost',
].map((aspect) => aspect.replaceAll(' ', '-'));
const labels = ['namespace', 'pod', 'model_name', 'instance', 'gpu', 'job', 'node'];
const tags = [
  'serving',
  'training',
  'infra',
  'slo',
  'on-call',
  'capacity',
  'gpu',
  'platform',
  'draft',
  'team-view',
];
const kinds = ['TimeSeriesChart', 'StatChart', 'GaugeChart', 'BarChart', 'TimeSeriesTable', 'HeatMapChart'];

function panel(subject: string, pick: <T>(of: readonly T[]) => T, index: number): unknown {
  const metric = `${subject}${subject === 'vllm' ? ':' : '_'}${pick(aspects).replaceAll('-', '_')}_${pick(['total', 'bytes', 'seconds_bucket', 'ratio'])}`;
  const label = pick(labels);
  return {
    kind: 'Panel',
    spec: {
      display: {
        name: `${title(pick(aspects))} by ${label}`,
        description: `Taken over the range of the page, from ${metric}. Panel ${index + 1}.`,
      },
      plugin: {
        kind: pick(kinds),
        spec: {
          legend: { mode: 'table', position: 'bottom', values: ['last', 'mean', 'max'] },
          yAxis: { show: true, label: '', format: { unit: 'decimal', decimalPlaces: 2 }, min: 0 },
          visual: {
            display: 'line',
            lineWidth: 1.5,
            areaOpacity: 0,
            connectNulls: false,
            palette: { mode: 'auto' },
          },
          thresholds: {
            mode: 'absolute',
            steps: [
              { value: 0.8, name: 'high' },
              { value: 0.95, name: 'full' },
            ],
          },
        },
      },
      queries: [
        {
          kind: 'TimeSeriesQuery',
          spec: {
            plugin: {
              kind: 'PrometheusTimeSeriesQuery',
              spec: {
                datasource: { kind: 'PrometheusDatasource' },
                query: `histogram_quantile(0.95, sum by (le, ${label}) (rate(${metric}{namespace=~"$namespace", job!=""}[$__rate_interval]))) or sum by (${label}) (${subject}_up)`,
                seriesNameFormat: `{{${label}}}`,
              },
            },
          },
        },
      ],
    },
  };
}

function title(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Choices that a number decides, so that every run has the same dashboards. */
function picker(number: number): <T>(of: readonly T[]) => T {
  let state = (number + 1) * 2_654_435_761;
  return <T>(of: readonly T[]): T => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const chosen = of[Math.floor((state / 4_294_967_296) * of.length)] ?? of[0];
    if (chosen === undefined) throw new TypeError('there is nothing to choose from');
    return chosen;
  };
}
