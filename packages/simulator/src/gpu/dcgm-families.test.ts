import { describe, expect, it } from 'vitest';
import { createTestCluster, WEDNESDAY } from '../testing/test-cluster.ts';
import { realMetrics } from '../testing/real-metrics.ts';

const realText = realMetrics('dcgm-default-counters.csv');

describe.skipIf(realText === null)(
  "the simulated DCGM answer, compared with dcgm-exporter's default counters",
  () => {
    it('has exactly the default fields with their types and helps', () => {
      const rows = (realText ?? '')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => line.split(',').map((cell) => cell.trim()))
        .filter(([, type]) => type !== 'label');
      const test = createTestCluster();
      const parsed = test.scrape(test.find(WEDNESDAY, 'dcgm'), WEDNESDAY);
      expect(Object.fromEntries(parsed.types)).toEqual(
        Object.fromEntries(rows.map(([name = '', type = '']) => [name, type])),
      );
      const helps = rows.map(([name = '', , ...help]) => [name, help.join(', ')]);
      expect(Object.fromEntries(parsed.helps)).toEqual(Object.fromEntries(helps));
    });
  },
);

describe('the DCGM answer', () => {
  it('has 25 series a GPU, and the pod that holds it', () => {
    const test = createTestCluster();
    const parsed = test.scrape(test.find(WEDNESDAY, 'dcgm', { node: 'gpu-node-0' }), WEDNESDAY);
    expect(parsed.samples).toHaveLength(8 * 25);
    const pods = parsed.samples
      .filter(({ name }) => name === 'DCGM_FI_DEV_GPU_TEMP')
      .map(({ labels }) => labels['pod']);
    const real = new Set(test.cluster.podsAt(WEDNESDAY).map(({ plan }) => plan.name));
    expect(pods.every((pod) => pod !== undefined && real.has(pod))).toBe(true);
  });
});
