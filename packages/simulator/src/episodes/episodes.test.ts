import { describe, expect, it } from 'vitest';
import { minutes } from '../model/grid.ts';
import { valueOf, type ParsedExposition } from '../testing/exposition.ts';
import { createTestCluster, WEDNESDAY, type TestCluster } from '../testing/test-cluster.ts';
import { episodes } from './episode-table.ts';
import type { Episode, EpisodeName } from './episode.ts';

/** Plays an episode in a cluster where nothing else happens, at the first moment that has a workload for it. */
function play(name: EpisodeName): { test: TestCluster; episode: Episode; at: (minute: number) => number } {
  const test = createTestCluster({ isQuiet: true });
  for (let tick = WEDNESDAY + minutes(20); tick < WEDNESDAY + minutes(600); tick += minutes(5)) {
    if (test.cluster.subjects(name, tick + 1, tick + minutes(40)).length === 0) continue;
    const episode = test.start(name, tick);
    return { test, episode, at: (minute) => episode.startTick + Math.round(minute * 4) };
  }
  throw new Error(`no workload for ${name}`);
}

const engine = (test: TestCluster, episode: Episode, tick: number): ParsedExposition => {
  const { namespace, name } = episode.subject;
  const found = test.cluster.engines.find(
    ({ plan }) => plan.model.namespace === namespace && plan.model.name === name && plan.role !== 'prefill',
  );
  return test.scrape(test.find(tick, 'vllm', { namespace, pod: found?.podAt(tick).plan.name ?? '' }), tick);
};
/** How much values read at a tick grow per second in the minute from it; live counters are only read forward. */
const growth = <Values extends readonly number[]>(
  read: (tick: number) => Values,
  tick: number,
): readonly number[] => {
  const before = read(tick);
  return read(tick + 4).map((value, index) => (value - (before[index] ?? 0)) / 60);
};

describe('the schedule', () => {
  it('has an episode under way when live begins, then one every 45 minutes, and about three a day in the past', () => {
    const { cluster } = createTestCluster();
    const live = cluster.book.between(WEDNESDAY + 1, WEDNESDAY + minutes(24 * 60));
    expect(live[0]?.name).toBe('kv-saturation');
    expect(live.length).toBeGreaterThan(26);
    expect(live.length).toBeLessThan(36);
    const past = cluster.book.between(WEDNESDAY - minutes(24 * 60 * 7), WEDNESDAY - minutes(20));
    expect(past.length).toBeGreaterThan(14);
    expect(new Set(live.map(({ name }) => name)).size).toBe(episodes.length);
  });

  it('is the same for the same seed', () => {
    const list = (seed: number) =>
      createTestCluster({ seed }).cluster.book.between(WEDNESDAY - 30_000, WEDNESDAY + 30_000);
    expect(list(5)).toEqual(list(5));
    expect(list(5)).not.toEqual(list(6));
  });
});

describe('an episode on demand', () => {
  it('takes a workload that is not in one already', () => {
    const { test, episode } = play('kv-saturation');
    const second = test.start('kv-saturation', episode.startTick);
    expect(second.subject.entity).not.toBe(episode.subject.entity);
  });
});

describe('KV saturation', () => {
  it('fills the cache first, then requests wait and are preempted, then first tokens are late', () => {
    const { test, episode, at } = play('kv-saturation');
    const name = (tick: number, metric: string) => valueOf(engine(test, episode, tick), metric);
    expect(name(at(-1), 'vllm:kv_cache_usage_perc')).toBeLessThan(0.6);
    expect(name(at(-1), 'vllm:num_requests_waiting')).toBe(0);
    expect(name(at(3), 'vllm:kv_cache_usage_perc')).toBeGreaterThan(0.9);
    expect(name(at(10), 'vllm:kv_cache_usage_perc')).toBeGreaterThan(0.96);
    expect(name(at(10), 'vllm:num_requests_waiting')).toBeGreaterThan(60);
    const [preempted = 0, seconds = 0, requests = 1] = growth((tick) => {
      const parsed = engine(test, episode, tick);
      const family = 'vllm:time_to_first_token_seconds';
      return [
        valueOf(parsed, 'vllm:num_preemptions_total'),
        valueOf(parsed, `${family}_sum`),
        valueOf(parsed, `${family}_count`),
      ];
    }, at(12));
    expect(preempted).toBeGreaterThan(0.2);
    expect(seconds / requests).toBeGreaterThan(6);
  });
});

describe('a host OOM kill', () => {
  it('grows the working set to the limit, kills, is down while the model loads, and starts again from zero', () => {
    const { test, episode, at } = play('host-oom-kill');
    const found = test.cluster.engines.find(({ plan }) => plan.id === episode.subject.entity);
    expect(found).toBeDefined();
    if (found === undefined) return;
    const workingSet = (tick: number) => found.podAt(tick).usage(tick).containers[0]?.workingSet ?? 0;
    const container = (tick: number) => found.podAt(tick).containers[0];
    expect(workingSet(at(5))).toBeLessThan(workingSet(at(10)));
    expect(workingSet(at(14.5)) / (48 * 1024 ** 3)).toBeGreaterThan(0.9);
    expect(container(at(14))?.restarts).toBe(0);
    expect(container(at(16))).toMatchObject({
      restarts: 1,
      isReady: false,
      last: { reason: 'OOMKilled', exitCode: 137 },
    });
    expect(found.podAt(at(16)).usage(at(16)).containers[0]?.oomEvents).toBe(1);
    const target = (tick: number) => test.find(tick, 'vllm', { pod: found.podAt(tick).plan.name });
    expect(target(at(16)).isUp(at(16))).toBe(false);
    const before = valueOf(test.scrape(target(at(14)), at(14)), 'vllm:prompt_tokens_total');
    const after = valueOf(test.scrape(target(at(19)), at(19)), 'vllm:prompt_tokens_total');
    expect(after).toBeLessThan(before / 10);
    expect(found.loadAt(at(18)).hitRatio).toBeLessThan(found.loadAt(at(60)).hitRatio);
  });
});

describe('a thermal throttle', () => {
  it('heats one node, lowers its clocks and power, and slows its tokens', () => {
    const { test, episode, at } = play('thermal-throttle');
    const dcgm = (tick: number, metric: string) =>
      test
        .scrape(test.find(tick, 'dcgm', { node: episode.subject.name }), tick)
        .samples.filter(({ name, labels }) => name === metric && labels['gpu'] === '0')
        .map(({ value }) => value)[0] ?? Number.NaN;
    const busiest = test.cluster.engines.find(
      ({ plan }) => plan.gpu.node === episode.subject.name && plan.gpu.index === 0,
    );
    expect(dcgm(at(12), 'DCGM_FI_DEV_GPU_TEMP')).toBeGreaterThanOrEqual(80);
    expect(dcgm(at(12), 'DCGM_FI_DEV_GPU_TEMP')).toBeLessThanOrEqual(90);
    expect(dcgm(at(-2), 'DCGM_FI_DEV_SM_CLOCK')).toBeGreaterThan(1900);
    expect(dcgm(at(12), 'DCGM_FI_DEV_SM_CLOCK')).toBeLessThan(1300);
    expect(dcgm(at(12), 'DCGM_FI_DEV_POWER_USAGE')).toBeLessThan(
      dcgm(at(-2), 'DCGM_FI_DEV_POWER_USAGE') * 0.9,
    );
    const slower = (busiest?.loadAt(at(12)).tokenSeconds ?? 0) / (busiest?.loadAt(at(-2)).tokenSeconds ?? 1);
    expect(slower).toBeGreaterThan(1.25);
  });
});

describe('a bad rollout', () => {
  it('brings a pod that never becomes ready, errors, and a replica that serves on', () => {
    const { test, episode, at } = play('bad-rollout');
    const { namespace, name } = episode.subject;
    const kube = (tick: number) => test.scrape(test.find(tick, 'kube-state'), tick);
    const available = (tick: number) =>
      valueOf(kube(tick), 'kube_deployment_status_replicas_available', {
        namespace,
        deployment: `${name}-predictor`,
      });
    expect([available(at(-1)), available(at(10)), available(at(36))]).toEqual([2, 1, 2]);
    const waiting = kube(at(11)).samples.filter(
      (sample) =>
        sample.name === 'kube_pod_container_status_waiting_reason' &&
        (sample.labels['pod'] ?? '').startsWith(name),
    );
    expect(waiting.map(({ labels }) => labels['reason'])).toEqual(['CrashLoopBackOff']);
    const [failed = 0, served = 0] = growth((tick) => {
      const parsed = engine(test, episode, tick);
      const handler = '/v1/chat/completions';
      return ['5xx', '2xx'].map((status) => valueOf(parsed, 'http_requests_total', { status, handler }));
    }, at(10));
    const share = failed / (failed + served);
    expect(share).toBeGreaterThan(0.2);
  });
});

describe('traffic skew', () => {
  it('gives one replica many times the requests of the other', () => {
    const { test, episode, at } = play('traffic-skew');
    const [first, second] = test.cluster.engines.filter(
      ({ plan }) => `${plan.model.namespace}/${plan.model.name}` === episode.subject.entity,
    );
    expect(first?.loadAt(at(8)).running).toBeGreaterThan(4 * (second?.loadAt(at(8)).running ?? Infinity));
    expect(first?.loadAt(at(8)).kvUsage).toBeGreaterThan(4 * (second?.loadAt(at(8)).kvUsage ?? Infinity));
  });
});

describe('a retry storm', () => {
  it('multiplies requests while tokens stay as they were', () => {
    const { test, episode, at } = play('retry-storm');
    const found = test.cluster.engines.find(
      ({ plan }) =>
        `${plan.model.namespace}/${plan.model.name}` === episode.subject.entity && plan.role !== 'prefill',
    );
    const calm = found?.loadAt(at(-2));
    const storm = found?.loadAt(at(6));
    expect(storm?.rate).toBeGreaterThan(2.5 * (calm?.rate ?? Infinity));
    expect(storm?.rejectShare).toBeGreaterThan(0.3);
    const tokens = (load: typeof calm) => (load?.rate ?? 0) * (load?.outputFactor ?? 0);
    expect(tokens(storm) / tokens(calm)).toBeLessThan(1.5);
  });
});

describe('episodes of training jobs', () => {
  const job = (test: TestCluster, episode: Episode, tick: number) =>
    test.cluster.jobsAt(tick).find(({ planned }) => planned.id === episode.subject.entity);
  const metric = (
    test: TestCluster,
    episode: Episode,
    tick: number,
    name: string,
    labels: Record<string, string> = {},
  ) =>
    valueOf(test.scrape(test.find(tick, 'kube-state'), tick), name, {
      namespace: episode.subject.namespace,
      name: episode.subject.name,
      ...labels,
    });

  it('a straggler: one worker first, the others half a minute later, progress stands still', () => {
    const { test, episode } = play('straggler');
    const active = (tick: number) =>
      test.cluster
        .podsAt(tick)
        .filter(({ plan }) => plan.name.startsWith(episode.subject.name))
        .map((pod) => pod.gpuLoad(tick).active);
    expect(active(episode.startTick).filter((share) => share < 0.25)).toHaveLength(1);
    expect(active(episode.startTick + 4).every((share) => share < 0.35)).toBe(true);
    const updated = (tick: number) =>
      metric(test, episode, tick, 'kube_trainjob_status_last_updated_timestamp_seconds');
    expect(updated(episode.endTick - 1)).toBe(updated(episode.startTick + 2));
    expect(updated(episode.endTick + 8)).toBeGreaterThan(updated(episode.startTick + 2));
  });

  it('a loss that is no number, with the GPUs as busy as ever', () => {
    const { test, episode, at } = play('loss-nan');
    expect(metric(test, episode, at(5), 'kube_trainjob_status_metric', { metric: 'loss' })).toBeNaN();
    expect(
      metric(test, episode, episode.endTick, 'kube_trainjob_status_metric', { metric: 'loss' }),
    ).toBeGreaterThan(0.3);
    expect(job(test, episode, at(5))?.phase).toBe('running');
  });

  it('a full volume: free space falls in a line, then the job fails', () => {
    const { test, episode, at } = play('pvc-full');
    const claim = `${job(test, episode, at(1))?.planned.series.name ?? ''}-checkpoints`;
    const free = (tick: number) =>
      test
        .targetsAt(tick)
        .filter(({ group }) => group === 'kubelet')
        .flatMap((target) => test.scrape(target, tick).samples)
        .find(
          ({ name, labels }) =>
            name === 'kubelet_volume_stats_available_bytes' && labels['persistentvolumeclaim'] === claim,
        )?.value ?? Number.NaN;
    const fall = [5, 10, 15, 20, 25, 30].map((minute) => free(at(minute)));
    expect(fall).toEqual(fall.toSorted((a, b) => b - a));
    expect(free(episode.endTick - 1)).toBe(0);
    expect(job(test, episode, episode.endTick)?.phase).toBe('failed');
    expect(
      metric(test, episode, episode.endTick + 2, 'kube_trainjob_status_condition', {
        type: 'Failed',
        status: 'true',
      }),
    ).toBe(1);
  });

  it('a preemption: evicted, pods gone, pending, admitted again', () => {
    const { test, episode, at } = play('kueue-preemption');
    const kueue = (tick: number, name: string, labels: Record<string, string>) =>
      valueOf(test.scrape(test.find(tick, 'kueue'), tick), name, { cluster_queue: 'research', ...labels });
    const evicted = (tick: number) => kueue(tick, 'kueue_evicted_workloads_total', { reason: 'Preempted' });
    const pending = (tick: number) => kueue(tick, 'kueue_pending_workloads', { status: 'active' });
    const pods = (tick: number) =>
      test.cluster.podsAt(tick).filter(({ plan }) => plan.name.startsWith(episode.subject.name)).length;
    const before = episode.startTick - 1;
    const evictedBefore = evicted(before);
    expect(evicted(at(2)) - evictedBefore).toBe(1);
    expect(pending(at(2))).toBe(pending(before) + 1);
    expect(pods(before)).toBeGreaterThan(0);
    expect(pods(at(2))).toBe(0);
    expect(pods(episode.endTick + 12)).toBe(pods(before));
    expect(job(test, episode, episode.endTick + 12)?.phase).toBe('running');
  });
});

describe('an inadmissible workload', () => {
  it('waits in its queue as inadmissible', () => {
    const { test, episode, at } = play('inadmissible-queue');
    const pending = (tick: number) =>
      valueOf(test.scrape(test.find(tick, 'kueue'), tick), 'kueue_pending_workloads', {
        cluster_queue: episode.subject.name,
        status: 'inadmissible',
      });
    expect([pending(at(-1)), pending(at(10))]).toEqual([0, 1]);
  });
});

describe('a lost scrape', () => {
  it('hides a workload that is well; its counters go on without a reset', () => {
    const { test, episode, at } = play('scrape-loss');
    const found = test.cluster.engines.find(({ plan }) => plan.id === episode.subject.entity);
    const pod = found?.podAt(at(0)).plan.name ?? '';
    const target = test.find(at(0), 'vllm', { pod });
    const before = valueOf(test.scrape(target, at(-1)), 'vllm:prompt_tokens_total');
    expect(target.isUp(at(3))).toBe(false);
    expect(found?.podAt(at(3)).isReady).toBe(true);
    expect(valueOf(test.scrape(target, at(8)), 'vllm:prompt_tokens_total')).toBeGreaterThan(before);
  });
});
