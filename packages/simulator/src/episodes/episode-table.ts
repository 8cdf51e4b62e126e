import type { EpisodeKind, EpisodeName } from './episode.ts';

/** The episodes this simulator plays, with cause and signature. */
export const episodes: readonly EpisodeKind[] = [
  {
    name: 'kv-saturation',
    minutes: 22,
    cause: 'More long conversations than the KV cache holds: requests queue and are preempted.',
    signature: [
      'kv cache 0.97 to 1.0',
      'waiting 0 to 80 in 3 minutes',
      'preemptions 0.5 per second',
      'queue time to 20 s',
      'time to first token x20',
    ],
  },
  {
    name: 'host-oom-kill',
    minutes: 22,
    cause:
      'Host memory of the container grew to its limit; the kernel killed it and the model had to load again.',
    signature: [
      'working set grows to the limit',
      'oom event and OOMKilled',
      'restarts + 1, up 0 for 150 s',
      'counters reset',
      'prefix hits 0, then recover',
    ],
  },
  {
    name: 'thermal-throttle',
    minutes: 26,
    cause: 'A fan of the node failed: its GPUs run hot and lower their clocks.',
    signature: [
      'GPU temperature 84 to 90',
      'SM clock 1980 to 1200 MHz',
      'power - 25 %',
      'inter-token latency + 50 %',
    ],
  },
  {
    name: 'bad-rollout',
    minutes: 30,
    cause:
      'A new revision cannot load its model; its pod restarts again and again, the old replica serves on.',
    signature: ['new pod not ready, CrashLoopBackOff', 'available replicas - 1', '5xx share to 30 %'],
  },
  {
    name: 'traffic-skew',
    minutes: 25,
    cause: 'Sticky sessions send nearly all requests to one replica.',
    signature: ['one replica 4x running and KV use', 'the others idle'],
  },
  {
    name: 'retry-storm',
    minutes: 12,
    cause: 'An upstream client retries without backing off.',
    signature: ['requests x4', '4xx and 5xx', 'aborted share up', 'tokens per second flat'],
  },
  {
    name: 'straggler',
    minutes: 25,
    cause: 'One worker waits for a slow NVLink; collective operations stall the others.',
    signature: [
      'one worker GPU active 0.2',
      '30 s later the rest 0.3',
      'network near 0',
      'progress stands still',
    ],
  },
  {
    name: 'loss-nan',
    minutes: 30,
    cause: 'The loss overflowed in half precision.',
    signature: ['loss NaN', 'GPU use normal'],
  },
  {
    name: 'pvc-full',
    minutes: 35,
    cause: 'Checkpoints filled the volume; the job could not save and failed.',
    signature: ['available bytes fall to 0 in a line', 'job Failed', 'pods Failed'],
  },
  {
    name: 'kueue-preemption',
    minutes: 20,
    cause:
      'A job of higher priority took the quota; the evicted job waits and starts again from its checkpoint.',
    signature: ['evicted total + 1, reason Preempted', 'pods deleted', 'pending + 1', 'admitted again later'],
  },
  {
    name: 'inadmissible-queue',
    minutes: 36,
    cause: 'A job asks for more GPUs than its queue may ever have.',
    signature: ['pending inadmissible > 0'],
  },
  {
    name: 'scrape-loss',
    minutes: 6,
    cause: 'The monitoring network dropped the target; the workload itself is well.',
    signature: ['up 0 or no samples', 'counters go on afterwards without reset'],
  },
];

/** The row of an episode. */
export function episodeKind(name: EpisodeName): EpisodeKind {
  const kind = episodes.find((row) => row.name === name);
  if (kind === undefined) throw new RangeError(`unknown episode ${name}`);
  return kind;
}

/** Whether a text is the name of an episode. */
export function isEpisodeName(text: string): text is EpisodeName {
  return episodes.some((row) => row.name === text);
}
