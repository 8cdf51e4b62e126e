import { describe, expect, it } from 'vitest';
import { parseExposition, type ParsedExposition } from '../testing/exposition.ts';
import { createTestCluster, WEDNESDAY } from '../testing/test-cluster.ts';
import { realMetrics } from '../testing/real-metrics.ts';

const realText = realMetrics('llm-d-scheduler.txt');

describe.skipIf(realText === null)('the simulated llm-d scheduler, compared with a real one', () => {
  const real = parseExposition(realText ?? '');
  const test = createTestCluster();
  const ours = test.scrape(test.find(WEDNESDAY, 'scheduler'), WEDNESDAY);
  const isDomain = (name: string): boolean => name.startsWith('llm_d_epp_');

  it('has every llm_d_epp family and no other, with the same types', () => {
    const expected = [...real.types].filter(([name]) => isDomain(name));
    expect(Object.fromEntries(ours.types)).toEqual(Object.fromEntries(expected));
  });

  it('has the same label names and bucket bounds in every family', () => {
    const shape = (parsed: ParsedExposition): readonly string[] => {
      const rows = parsed.samples
        .filter(({ name }) => isDomain(name))
        .map(
          ({ name, labels }) => `${name} ${Object.keys(labels).toSorted().join(',')} ${labels['le'] ?? ''}`,
        );
      return [...new Set(rows)].toSorted();
    };
    expect(shape(ours)).toEqual(shape(real));
  });
});
