import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Cluster } from '../cluster/cluster.ts';
import type { Episode } from '../episodes/episode.ts';
import { isEpisodeName } from '../episodes/episode-table.ts';
import { tickMs } from '../model/grid.ts';
import { clusterKey } from './cluster-state.ts';

/** Ground truth of one episode, one line of `episodes.jsonl`. */
export const EpisodeRecord = Type.Object({
  id: Type.String(),
  cluster: Type.String(),
  name: Type.String(),
  start: Type.String(),
  end: Type.String(),
  startTick: Type.Integer(),
  endTick: Type.Integer(),
  workload: Type.Object({ kind: Type.String(), namespace: Type.String(), name: Type.String() }),
  entity: Type.String(),
  cause: Type.String(),
  source: Type.Union([Type.Literal('schedule'), Type.Literal('demand')]),
});
export type EpisodeRecord = Static<typeof EpisodeRecord>;

/** The file of ground truth. */
export interface EpisodeLog {
  /** Episodes somebody asked for in earlier processes on this state. */
  readonly demanded: readonly Episode[];
  /** Appends episodes that are not in the file yet. */
  append(episodes: readonly Episode[]): void;
}

/** Opens `episodes.jsonl` of a state folder. */
export function openEpisodeLog(stateDir: string, cluster: Cluster): EpisodeLog {
  const file = join(stateDir, 'episodes.jsonl');
  const key = clusterKey(cluster);
  const known = readRecords(file).filter((record) => record.cluster === key);
  const written = new Set(known.map(({ id }) => id));
  return {
    demanded: known.flatMap((record) => (record.source === 'demand' ? episodeOf(record) : [])),
    append(episodes) {
      const fresh = episodes.filter(({ id }) => !written.has(id));
      if (fresh.length === 0) return;
      for (const { id } of fresh) written.add(id);
      appendFileSync(
        file,
        fresh.map((episode) => `${JSON.stringify(episodeRecord(episode, key))}\n`).join(''),
      );
    },
  };
}

/** The record of an episode. */
export function episodeRecord(episode: Episode, cluster: string): EpisodeRecord {
  const { entity, ...workload } = episode.subject;
  return {
    id: episode.id,
    cluster,
    name: episode.name,
    start: new Date(tickMs(episode.startTick)).toISOString(),
    end: new Date(tickMs(episode.endTick)).toISOString(),
    startTick: episode.startTick,
    endTick: episode.endTick,
    workload,
    entity,
    cause: episode.cause,
    source: episode.source,
  };
}

function episodeOf(record: EpisodeRecord): Episode[] {
  if (!isEpisodeName(record.name)) return [];
  const { id, name, startTick, endTick, cause, source } = record;
  return [
    { id, name, startTick, endTick, cause, source, subject: { entity: record.entity, ...record.workload } },
  ];
}

function readRecords(file: string): readonly EpisodeRecord[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map(parse)
    .filter((value) => Value.Check(EpisodeRecord, value));
}

function parse(line: string): unknown {
  if (line === '') return undefined;
  try {
    return JSON.parse(line);
  } catch {
    // The last line of a killed process; the episode is appended again when it begins.
    return undefined;
  }
}
