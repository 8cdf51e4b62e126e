import { closeSync, openSync, writeSync } from 'node:fs';
import type { Target } from '../cluster/targets.ts';
import { joinLabels, labelText, parseLabelText } from '../exposition/labels.ts';
import { storedBound } from '../exposition/numbers.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';

/** A file of samples as `promtool tsdb create-blocks-from openmetrics` reads it. */
export interface OpenMetricsFile {
  /** A writer for one target at one time (epoch seconds); valid until the next call. */
  at(target: Target, seconds: number): SampleWriter;
  samples(): number;
  bytes(): number;
  close(): void;
}

/** How the Prometheus that will read the blocks treats what it scrapes. */
export interface StoredForm {
  /** Prometheus 3 writes bucket bounds in one form, whatever the exporter wrote. */
  readonly hasStoredBounds: boolean;
}

const CHUNK = 1 << 20;

/** Opens a file for writing; series carry the labels that a scrape of the target would give them. */
export function createOpenMetricsFile(path: string, form: StoredForm): OpenMetricsFile {
  const handle = openSync(path, 'w');
  // Bound: the series of one file, two hours of a cluster.
  const prefixes = new Map<string, Map<string, Map<string, string>>>();
  let buffer = '';
  let samples = 0;
  let bytes = 0;
  let ofTarget = new Map<string, Map<string, string>>();
  let target: Target | null = null;
  let suffix = '';
  const flush = (): void => {
    bytes += writeSync(handle, buffer);
    buffer = '';
  };
  const writer: SampleWriter = {
    family: () => undefined,
    sample(name, labels, value) {
      let ofLabels = ofTarget.get(labels);
      if (ofLabels === undefined) ofTarget.set(labels, (ofLabels = new Map()));
      let prefix = ofLabels.get(name);
      if (prefix === undefined && target !== null)
        ofLabels.set(name, (prefix = seriesText(target, name, labels, form)));
      buffer += `${prefix ?? name} ${openMetricsNumber(value)}${suffix}`;
      samples += 1;
      if (buffer.length > CHUNK) flush();
    },
  };
  return {
    at(next, seconds) {
      target = next;
      suffix = ` ${seconds}\n`;
      let known = prefixes.get(next.id);
      if (known === undefined) prefixes.set(next.id, (known = new Map()));
      ofTarget = known;
      return writer;
    },
    samples: () => samples,
    bytes: () => bytes + buffer.length,
    close() {
      buffer += '# EOF\n';
      flush();
      closeSync(handle);
    },
  };
}

/** Name and labels of a series after a scrape: with `honor_labels` the exporter's labels win, else they are kept as `exported_*`. */
export function seriesText(target: Target, name: string, labels: string, form: StoredForm): string {
  const own = parseLabelText(labels);
  const merged: Record<string, string> = { ...target.labels };
  for (const [label, value] of Object.entries(own)) {
    const isTaken = target.labels[label] !== undefined && !target.honorLabels;
    merged[isTaken ? `exported_${label}` : label] =
      label === 'le' && form.hasStoredBounds ? storedBound(readBound(value)) : value;
  }
  const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
  return `${name}{${joinLabels(labelText(kept))}}`;
}

function readBound(text: string): number {
  return text === '+Inf' ? Infinity : Number(text);
}

function openMetricsNumber(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
