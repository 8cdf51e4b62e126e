import type { SeededRandom } from './seeded-random.ts';
import { createTextGenerator, type TextGenerator } from './text-generator.ts';

/** The metrics of the two tenants, and what tells them apart. */
export const tenantMetrics = ['requests_total', 'queue_depth', 'temperature', 'secret'] as const;

/** Small parts of queries over data of two tenants; the selectors try to reach what is not theirs. */
export function createHostileTexts(random: SeededRandom): TextGenerator {
  const texts = createTextGenerator(random);
  const duration = (): string => random.pick(['5m', '10m', '90s', '2m * 2', '(1m + 30s)', '600']);
  const own = (): string =>
    random.pick([
      'namespace="tenant-b"',
      'namespace=~"tenant-b|tenant-a"',
      'namespace=~".*"',
      'namespace!="tenant-a"',
      'namespace!~"tenant-a"',
      'namespace=""',
      '"namespace"="tenant-b"',
      'namespace=~"(?i)TENANT-B|.+"',
      'pod="pod-1"',
      'pod=~"pod-.*"',
      'pod!=""',
    ]);
  const selector = (): string => {
    const metric = random.pick(tenantMetrics);
    const matchers = random.chance(50) ? own() : '';
    switch (random.below(8)) {
      case 0:
        return `{__name__=~"${random.pick(['.+', 'secret', 's.*|q.*'])}"${matchers === '' ? '' : `,${matchers}`}}`;
      case 1:
        return `{"${metric}"${matchers === '' ? '' : `,${matchers}`}}`;
      case 2:
        return `{${own()},pod=~".+"}`;
      case 3:
        return `${metric}{${matchers}} # other{}\r`;
      case 4:
        return `${metric}{ #}\n${matchers}}`;
      default:
        return `${metric}${random.chance(50) ? `{${matchers}}` : ''}`;
    }
  };
  return {
    ...texts,
    selector,
    duration,
    rangeDuration: duration,
    // Parameters of aggregations and arguments of functions are queries of their own.
    number: () =>
      random.chance(60)
        ? random.pick(['0', '1', '2', '0.5', '0.9', '3', '10', '-1'])
        : random.pick([
            `scalar(sum(${selector()}) / 500)`,
            `scalar(count(${selector()}))`,
            `scalar(${random.pick(tenantMetrics)}{namespace="tenant-b",pod="pod-1"})`,
          ]),
    labelList: () =>
      random.pick(['(namespace)', '(pod)', '()', '(namespace, pod)', '(__name__)', '("namespace")']),
    string: () => random.pick(['"namespace"', '"pod"', '"tenant-b"', '"(.*)"', '"$1"', '"x"', '""']),
    timeShifted: (text) => {
      if (random.chance(75)) return text;
      return `${text} ${random.pick(['offset 5m', '@ end()', '@ start() offset 1m', 'offset -2m', 'offset (1m * 3)', 'offset step()'])}`;
    },
  };
}
