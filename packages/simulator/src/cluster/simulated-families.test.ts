import { metrics, selectedMetrics, templates } from '@hecate/catalogue';
import { describe, expect, it } from 'vitest';
import { simulatedFamilies } from './simulated-families.ts';

const families = new Map(simulatedFamilies('small').map((family) => [family.name, family]));

/** Exporters that really run beside the simulator, or that this cluster has no workload for. */
const elsewhere =
  /^(up$|scrape_|node_|prometheus_|hecate_|process_|istio_|kuberay_job_|ovms_(graph|current_graphs|requests_(accepted|rejected)|responses))/;

describe('the families of the simulated cluster', { timeout: 60_000 }, () => {
  it('are the same in every size, so that a template made for one fits the other', () => {
    expect(
      simulatedFamilies('M')
        .map(({ name }) => name)
        .filter((name) => !name.startsWith('container_')),
    ).toEqual([...families.keys()].filter((name) => !name.startsWith('container_')));
  });

  it('cover the catalogue: type and namespace and pod labels as it says', () => {
    for (const entry of metrics.filter(({ name }) => !elsewhere.test(name))) {
      const family = [entry.name, ...entry.aliases]
        .map((name) => families.get(name))
        .find((found) => found !== undefined);
      expect({ of: entry.name, isExposed: family !== undefined }).toEqual({
        of: entry.name,
        isExposed: true,
      });
      if (family === undefined || family.labels.length === 0) continue;
      expect({ name: family.name, type: family.type }).toEqual({ name: family.name, type: entry.type });
      for (const label of [entry.namespaceLabel, entry.podLabel]) {
        if (label !== null) expect(family.labels).toContain(label);
      }
    }
  });

  it('cover what the templates ask for', () => {
    const queries = templates.flatMap((template) =>
      [...JSON.stringify(template).matchAll(/"query":"((?:[^"\\]|\\.)*)"/g)].map(([, query = '']) => query),
    );
    const asked = new Set(queries.flatMap((query) => selectedMetrics(query.replaceAll(String.raw`\"`, '"'))));
    const known = (name: string): boolean =>
      families.has(name) || families.has(name.replace(/_(bucket|sum|count)$/, ''));
    const aliases = new Set(
      metrics.flatMap((entry) => [...entry.aliases, ...entry.aliases.map((alias) => `${alias}_bucket`)]),
    );
    const missing = [...asked].filter(
      (name) => !known(name) && !elsewhere.test(name) && !aliases.has(name.replace(/_(sum|count)$/, '')),
    );
    expect(asked.size).toBeGreaterThan(40);
    expect(missing).toEqual([]);
  });
});
