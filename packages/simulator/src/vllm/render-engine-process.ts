import { histogramLabels, writeHistogram } from '../exposition/histogram.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import { tickSeconds } from '../model/grid.ts';
import type { EngineSlots } from './engine-slots.ts';
import type { EngineSnapshot } from './render-engine.ts';

const CHAT = '/v1/chat/completions';
const MODELS = '/v1/models';
const REQUESTS_HELP = 'Total number of requests by method, status and handler.';
const REQUEST_SIZE_HELP =
  'Content length of incoming requests by handler. Only value of header is respected. Otherwise ignored. No percentile calculated. ';
const RESPONSE_SIZE_HELP =
  'Content length of outgoing responses by handler. Only value of header is respected. Otherwise ignored. No percentile calculated. ';
const HIGH_HELP =
  'Latency with many buckets but no API specific labels. Made for more accurate percentile calculations. ';
const LOW_HELP =
  'Latency with only few buckets by handler. Made to be only used if aggregation by handler is important. ';

/** Writers of what stands before and after the engine's own families: Python process, and FastAPI's instrumentator. */
export interface EngineProcess {
  beforeEngine(snapshot: EngineSnapshot, out: SampleWriter): void;
  afterEngine(snapshot: EngineSnapshot, out: SampleWriter): void;
}

/** Creates the writers for one engine's counters. */
export function createEngineProcess(slots: EngineSlots): EngineProcess {
  const high = histogramLabels(slots.httpHigh.bounds, 'python', '');
  const chat = histogramLabels(slots.httpChat.bounds, 'python', `handler="${CHAT}"`, 'method="POST"');
  const models = histogramLabels(slots.httpModels.bounds, 'python', `handler="${MODELS}"`, 'method="GET"');
  return {
    beforeEngine: (snapshot, out) => writePython(slots, snapshot, out),
    afterEngine(snapshot, out) {
      const created = tickSeconds(snapshot.startTick) + 72.2;
      writeRequests(slots, snapshot, created, out);
      writeSizes(slots, snapshot, created, out);
      out.family('http_request_duration_highr_seconds', 'histogram', HIGH_HELP);
      writeHistogram(out, 'http_request_duration_highr_seconds', high, snapshot.counters, slots.httpHigh);
      out.family('http_request_duration_highr_seconds_created', 'gauge', HIGH_HELP);
      out.sample('http_request_duration_highr_seconds_created', '', created);
      out.family('http_request_duration_seconds', 'histogram', LOW_HELP);
      writeHistogram(out, 'http_request_duration_seconds', chat, snapshot.counters, slots.httpChat);
      writeHistogram(out, 'http_request_duration_seconds', models, snapshot.counters, slots.httpModels);
      out.family('http_request_duration_seconds_created', 'gauge', LOW_HELP);
      for (const { plain } of [chat, models])
        out.sample('http_request_duration_seconds_created', plain, created);
    },
  };
}

function writeRequests(
  slots: EngineSlots,
  { counters }: EngineSnapshot,
  created: number,
  out: SampleWriter,
): void {
  const rows: readonly (readonly [string, number])[] = [
    [`handler="${CHAT}",method="POST",status="2xx"`, counters[slots.chat2xx] ?? 0],
    [`handler="${CHAT}",method="POST",status="4xx"`, counters[slots.chat4xx] ?? 0],
    [`handler="${CHAT}",method="POST",status="5xx"`, counters[slots.chat5xx] ?? 0],
    [`handler="${MODELS}",method="GET",status="2xx"`, counters[slots.models2xx] ?? 0],
  ];
  // The client makes a series when its first request has ended.
  const seen = rows.filter(([, value]) => value > 0);
  out.family('http_requests_total', 'counter', REQUESTS_HELP);
  for (const [labels, value] of seen) out.sample('http_requests_total', labels, value);
  out.family('http_requests_created', 'gauge', REQUESTS_HELP);
  for (const [labels] of seen) out.sample('http_requests_created', labels, created);
}

function writeSizes(
  slots: EngineSlots,
  { counters }: EngineSnapshot,
  created: number,
  out: SampleWriter,
): void {
  const at = (index: number): number => counters[index] ?? 0;
  const chatCount = at(slots.chat2xx) + at(slots.chat5xx);
  const families = [
    ['http_request_size_bytes', REQUEST_SIZE_HELP, at(slots.requestBytes), 0],
    ['http_response_size_bytes', RESPONSE_SIZE_HELP, at(slots.responseBytes), at(slots.modelsResponseBytes)],
  ] as const;
  for (const [name, help, chatBytes, modelBytes] of families) {
    out.family(name, 'summary', help);
    out.sample(`${name}_count`, `handler="${CHAT}"`, chatCount);
    out.sample(`${name}_sum`, `handler="${CHAT}"`, chatBytes);
    out.sample(`${name}_count`, `handler="${MODELS}"`, at(slots.models2xx));
    out.sample(`${name}_sum`, `handler="${MODELS}"`, modelBytes);
    out.family(`${name}_created`, 'gauge', help);
    for (const handler of [CHAT, MODELS]) out.sample(`${name}_created`, `handler="${handler}"`, created);
  }
}

function writePython(
  slots: EngineSlots,
  { counters, load, startTick }: EngineSnapshot,
  out: SampleWriter,
): void {
  const generations = ['0', '1', '2'] as const;
  const gc = (name: string, help: string, value: (index: number) => number): void => {
    out.family(name, 'counter', help);
    for (const [index, generation] of generations.entries()) {
      out.sample(name, `generation="${generation}"`, Math.floor(value(index)));
    }
  };
  const young = counters[slots.gcCollections[0] ?? 0] ?? 0;
  const collected = counters[slots.gcCollected[0] ?? 0] ?? 0;
  gc('python_gc_objects_collected_total', 'Objects collected during gc', (index) => collected / 7 ** index);
  gc('python_gc_objects_uncollectable_total', 'Uncollectable objects found during GC', () => 0);
  gc(
    'python_gc_collections_total',
    'Number of times this generation was collected',
    (index) => young / 11 ** index,
  );
  const gauge = (name: string, help: string, value: number, labels = ''): void => {
    out.family(name, 'gauge', help);
    out.sample(name, labels, value);
  };
  gauge(
    'python_info',
    'Python platform information',
    1,
    'implementation="CPython",major="3",minor="12",patchlevel="9",version="3.12.9"',
  );
  gauge('process_virtual_memory_bytes', 'Virtual memory size in bytes.', 19_392_065_536);
  gauge(
    'process_resident_memory_bytes',
    'Resident memory size in bytes.',
    Math.round(1.9e9 + 2e6 * load.running),
  );
  gauge(
    'process_start_time_seconds',
    'Start time of the process since unix epoch in seconds.',
    tickSeconds(startTick) + 4.1,
  );
  out.family('process_cpu_seconds_total', 'counter', 'Total user and system CPU time spent in seconds.');
  out.sample('process_cpu_seconds_total', '', counters[slots.cpuSeconds] ?? 0);
  gauge('process_open_fds', 'Number of open file descriptors.', 47 + load.running);
  gauge('process_max_fds', 'Maximum number of open file descriptors.', 65_535);
}
