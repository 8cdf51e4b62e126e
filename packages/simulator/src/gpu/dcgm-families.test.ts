import { describe, expect, it } from 'vitest';
import { createTestCluster, WEDNESDAY } from '../testing/test-cluster.ts';
import { realMetrics } from '../testing/real-metrics.ts';

const realText = realMetrics('dcgm-default-counters.csv');

/** Labels that the exporter writes whatever its counters, as its text format has them. */
const cardLabels = ['gpu', 'UUID', 'pci_bus_id', 'device', 'modelName', 'Hostname'];
const holderLabels = ['container', 'namespace', 'pod'];

function rowsOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').map((cell) => cell.trim()));
}

describe.skipIf(realText === null)(
  "the simulated DCGM answer, compared with dcgm-exporter's default counters",
  () => {
    it('has exactly the default fields with their types and helps', () => {
      const rows = rowsOf(realText ?? '').filter(([, type]) => type !== 'label');
      const test = createTestCluster();
      const parsed = test.scrape(test.find(WEDNESDAY, 'dcgm'), WEDNESDAY);
      expect(Object.fromEntries(parsed.types)).toEqual(
        Object.fromEntries(rows.map(([name = '', type = '']) => [name, type])),
      );
      const helps = rows.map(([name = '', , ...help]) => [name, help.join(', ')]);
      expect(Object.fromEntries(parsed.helps)).toEqual(Object.fromEntries(helps));
    });

    it('has the labels of a card, those that the file adds, and those of the pod that holds it', () => {
      const added = rowsOf(realText ?? '').flatMap(([name = '', type]) => (type === 'label' ? [name] : []));
      expect(added.length).toBeGreaterThan(0);
      const test = createTestCluster();
      const parsed = test.scrape(test.find(WEDNESDAY, 'dcgm', { node: 'gpu-node-0' }), WEDNESDAY);
      const expected = [...cardLabels, ...added, ...holderLabels].toSorted();
      for (const { name, labels } of parsed.samples)
        expect([name, ...Object.keys(labels).toSorted()]).toEqual([name, ...expected]);
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
