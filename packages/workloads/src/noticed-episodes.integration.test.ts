import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkloadKind } from './contract/workload.ts';
import { startSimulatedCluster, until, type SimulatedCluster } from './testing/simulated-cluster.ts';

const signal = new AbortController().signal;
let cluster: SimulatedCluster;

beforeAll(async () => {
  cluster = await startSimulatedCluster();
}, 300_000);

afterAll(() => cluster.stop());

/** What the workload of an episode says of itself while it goes on: a condition and its words. */
interface Signature {
  readonly condition: string;
  readonly words: RegExp;
}

/** The ones that show within minutes; those of one round go on side by side. */
const rounds: readonly Readonly<Record<string, Signature>>[] = [
  {
    'bad-rollout': { condition: 'CrashLoop', words: /crashes again and again/ },
    'kv-saturation': { condition: 'KVCache', words: /^KV cache 9\d.*full \(limit 95%\)/ },
    'retry-storm': { condition: 'Errors', words: /of requests fail or are aborted \(limit 5%\)/ },
    'loss-nan': { condition: '', words: /^The loss is NaN/ },
    straggler: { condition: '', words: /spread \d+ pp \(limit 40 pp\)/ },
  },
  // A target that does not answer says nothing else either.
  { 'scrape-loss': { condition: 'MetricsScraped', words: /^(\d+) of (?!\1 )\d+ targets? answers?$/ } },
];

interface GroundTruth {
  readonly kind: WorkloadKind;
  readonly namespace: string;
  readonly name: string;
}

describe('episodes of the simulated cluster', () => {
  it.each(rounds.map((round) => [Object.keys(round).join(', '), round] as const))(
    'are noticed at the workload they happen to, in words that it did not have before: %s',
    async (_, round) => {
      const before = await allWords();
      const begun = performance.now();
      const unnoticed = new Map<string, { readonly truth: GroundTruth; words: readonly string[] }>();
      for (const [episode, signature] of Object.entries(round)) {
        const truth = await startEpisode(episode);
        const words = before.get(keyOf(truth)) ?? [];
        expect(says(words, signature), `${episode}, before it began`).toBe(false);
        unnoticed.set(episode, { truth, words });
      }
      await until(async () => {
        for (const [episode, signature] of Object.entries(round)) {
          const one = unnoticed.get(episode);
          if (one === undefined) continue;
          one.words = await wordsOf(one.truth);
          if (!says(one.words, signature)) continue;
          unnoticed.delete(episode);
          const seconds = Math.round((performance.now() - begun) / 1_000);
          process.stderr.write(`episode ${episode} is noticed after ${seconds} s\n`);
        }
        return unnoticed.size === 0;
      }, 240_000).catch((error: unknown) => {
        const said = [...unnoticed].map(([episode, { words }]) => `${episode}: ${JSON.stringify(words)}`);
        throw new Error(`not noticed: ${said.join('; ')}`, { cause: error });
      });
    },
    300_000,
  );

  it('names the queue that can never admit a workload at the workload that waits in it', async () => {
    const before = [...(await allWords()).values()].flat();
    await startEpisode('inadmissible-queue');
    const isSaid = (words: readonly string[]): boolean =>
      words.some((text) => text.includes('can never be admitted'));
    expect(isSaid(before)).toBe(false);
    await until(async () => isSaid([...(await allWords()).values()].flat()));
  });
});

async function startEpisode(episode: string): Promise<GroundTruth> {
  const answer = await fetch(`${cluster.simulatorUrl}/episodes/${episode}`, { method: 'POST' });
  const record: unknown = await answer.json();
  const workload: unknown = Reflect.get(Object(record), 'workload');
  if (!isGroundTruth(workload)) throw new Error(`${episode}: ${JSON.stringify(record)}`);
  return workload;
}

function isGroundTruth(value: unknown): value is GroundTruth {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && 'namespace' in value && 'name' in value
  );
}

/** `condition: words`, for each condition of a workload. */
async function wordsOf({ kind, namespace, name }: GroundTruth): Promise<readonly string[]> {
  const detail = await cluster.inventory.workloadDetail({ kind, namespace, name, signal });
  return detail?.conditions.map(({ type, reason }) => `${type}: ${reason}`) ?? [];
}

async function allWords(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { workloads } = await cluster.inventory.listWorkloads({ signal });
  return new Map(await Promise.all(workloads.map(async (one) => [keyOf(one), await wordsOf(one)] as const)));
}

function keyOf({ kind, namespace, name }: GroundTruth): string {
  return `${kind}/${namespace}/${name}`;
}

function says(words: readonly string[], signature: Signature): boolean {
  return words.some((text) => {
    const [condition = '', ...rest] = text.split(': ');
    const isMeant = signature.condition === '' || condition === signature.condition;
    return isMeant && signature.words.test(rest.join(': '));
  });
}
