import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Target } from '../cluster/targets.ts';
import { createOpenMetricsFile, seriesText } from './open-metrics-file.ts';

const target = (honorLabels: boolean): Target => ({
  id: 't',
  group: 'dcgm',
  style: 'go',
  honorLabels,
  labels: { namespace: 'exporter', job: 'j' },
  isUp: () => true,
  render: () => undefined,
});
const stored = { hasStoredBounds: true };

it('keeps an exporter label that the target has too as exported_, unless labels are honoured', () => {
  expect(seriesText(target(false), 'm', 'namespace="own"', stored)).toBe(
    'm{namespace="exporter",job="j",exported_namespace="own"}',
  );
  expect(seriesText(target(true), 'm', 'namespace="own"', stored)).toBe('m{namespace="own",job="j"}');
});

it('leaves out empty labels and writes bounds as Prometheus 3 stores them', () => {
  expect(seriesText(target(true), 'm_bucket', 'a="",le="1"', stored)).toBe(
    'm_bucket{namespace="exporter",job="j",le="1.0"}',
  );
  expect(seriesText(target(true), 'm_bucket', 'le="1"', { hasStoredBounds: false })).toBe(
    'm_bucket{namespace="exporter",job="j",le="1"}',
  );
});

it('writes samples with their times and the end mark', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hecate-openmetrics-'));
  const path = join(folder, 'a.om');
  const file = createOpenMetricsFile(path, stored);
  file.at(target(true), 15).sample('m', '', Number.NaN);
  file.at(target(true), 30).sample('m', '', Infinity);
  file.close();
  expect(readFileSync(path, 'utf8')).toBe(
    'm{namespace="exporter",job="j"} NaN 15\nm{namespace="exporter",job="j"} +Inf 30\n# EOF\n',
  );
  rmSync(folder, { recursive: true });
});
