import { readFileSync, existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metricEntry, metrics } from './metrics.ts';
import { isUnit, units } from './unit.ts';

const testData =
  process.env['HECATE_TEST_DATA'] ?? new URL('../../../../shared/data', import.meta.url).pathname;

describe('metrics', () => {
  it('has no name twice, aliases included', () => {
    const names = metrics.flatMap((entry) => [entry.name, ...entry.aliases]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('states a known unit, its scale, a source and a sentence for every metric', () => {
    const incomplete = metrics.filter(
      (entry) =>
        !isUnit(entry.unit) ||
        entry.scale !== units[entry.unit].scale ||
        !entry.documentation.endsWith('.') ||
        entry.source === '',
    );
    expect(incomplete).toEqual([]);
  });

  it('never adds up what several replicas of an exporter report', () => {
    const kueue = metrics.filter((entry) => entry.name.startsWith('kueue_'));
    expect(kueue.length).toBeGreaterThan(10);
    expect(kueue.map((entry) => entry.aggregation)).not.toContain('sum');
  });

  it('never adds up ratios, temperatures and clocks', () => {
    const odd = metrics.filter((entry) =>
      ['ratio', 'temperature', 'frequency'].includes(units[entry.unit].quantity),
    );
    expect(odd.filter((entry) => entry.aggregation === 'sum' && entry.type === 'gauge')).toEqual([]);
  });

  it('puts the identity of GPU series into the exported labels', () => {
    expect(metricEntry('DCGM_FI_DEV_FB_USED')).toMatchObject({
      namespaceLabel: 'exported_namespace',
      podLabel: 'exported_pod',
      unit: 'mebibytes',
      scale: 1_048_576,
    });
  });
});

describe('metricEntry', () => {
  it('finds a histogram by its bucket, sum and count', () => {
    for (const suffix of ['', '_bucket', '_sum', '_count'])
      expect(metricEntry(`vllm:time_to_first_token_seconds${suffix}`)?.name).toBe(
        'vllm:time_to_first_token_seconds',
      );
  });

  it('does not take the suffix of a gauge for a histogram', () => {
    expect(metricEntry('vllm:kv_cache_usage_perc_bucket')).toBeUndefined();
  });

  it('finds renamed metrics and the duplicate scrape of LLMInferenceService', () => {
    expect(metricEntry('vllm:gpu_cache_usage_perc')?.name).toBe('vllm:kv_cache_usage_perc');
    expect(metricEntry('vllm:time_per_output_token_seconds_bucket')?.name).toBe(
      'vllm:inter_token_latency_seconds',
    );
    expect(metricEntry('kserve_vllm:num_requests_running')?.name).toBe('vllm:num_requests_running');
    expect(metricEntry('inference_pool_ready_pods')?.name).toBe('llm_d_epp_ready_endpoints');
  });

  it('does not know what it does not know', () => {
    expect(metricEntry('nonsense')).toBeUndefined();
    expect(metricEntry('')).toBeUndefined();
  });
});

describe.skipIf(!existsSync(testData) && process.env['CI'] !== 'true')('against real answers', () => {
  it('knows every vllm family of a real engine with its type', () => {
    const families = typesOf('vllm.txt').filter(
      ([name]) => name.startsWith('vllm:') && !name.endsWith('_created'),
    );
    expect(families.length).toBeGreaterThan(40);
    expect(families.filter(([name, type]) => metricEntry(name)?.type !== type)).toEqual([]);
  });

  it('knows every llm-d scheduler family under its new or old name', () => {
    const families = typesOf('llm-d-scheduler.txt').filter(([name]) => /^(?:llm_d_|inference_)/.test(name));
    expect(families.length).toBeGreaterThan(30);
    expect(families.filter(([name, type]) => metricEntry(name)?.type !== type)).toEqual([]);
  });

  it('knows every field dcgm-exporter exports by default', () => {
    const fields = readFileSync(`${testData}/metrics/dcgm-default-counters.csv`, 'utf8')
      .split('\n')
      .map((line) => line.split(',').map((cell) => cell.trim()))
      .filter(([name, type]) => name?.startsWith('DCGM_') === true && type !== 'label');
    expect(fields.length).toBeGreaterThan(20);
    expect(fields.filter(([name, type]) => metricEntry(name ?? '')?.type !== type)).toEqual([]);
  });
});

function typesOf(file: string): [string, string][] {
  return readFileSync(`${testData}/metrics/${file}`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const found = /^# TYPE (\S+) (\S+)$/.exec(line);
      return found === null ? [] : [[found[1] ?? '', found[2] ?? ''] satisfies [string, string]];
    });
}
