import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Cluster } from '../cluster/cluster.ts';
import { scrapeTicks } from '../cluster/scrape-ticks.ts';
import type { Target } from '../cluster/targets.ts';
import { episodes, isEpisodeName } from '../episodes/episode-table.ts';
import { hours, TICK_SECONDS } from '../model/grid.ts';
import { clusterKey } from './cluster-state.ts';
import { demandEpisode } from './demand-episode.ts';
import { episodeRecord, type EpisodeLog } from './episode-log.ts';
import type { Scraper } from './scrape.ts';

/** How far the past is filled in. */
export interface HistoryProgress {
  /** 0 to 1. */
  readonly fraction: number;
  readonly message: string;
}

/** What the server answers from. */
export interface SimulatorServerDeps {
  readonly cluster: Cluster;
  readonly scraper: Scraper;
  readonly log: EpisodeLog;
  readonly signal: AbortSignal;
  targetsAt(tick: number): readonly Target[];
  nowTick(): number;
  history(): HistoryProgress;
}

/** Creates the HTTP server of the simulated cluster; the caller listens. */
export function createSimulatorServer(deps: SimulatorServerDeps): Server {
  return createServer((request, response) => {
    answer(deps, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: error instanceof Error ? error.message : String(error) });
    });
  });
}

async function answer(
  deps: SimulatorServerDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, first = '', second = '', third = ''] = url.pathname.split('/');
  const isGet = request.method === 'GET';
  if (isGet && url.pathname === '/sd')
    return sendJson(response, 200, discovery(deps, request, url.searchParams));
  if (isGet && first === 'targets' && third === 'metrics')
    return scrapeTarget(deps, decodeURIComponent(second), response);
  if (isGet && url.pathname === '/-/ready') return sendJson(response, 200, { ready: true });
  if (isGet && url.pathname === '/history') return sendJson(response, 200, deps.history());
  if (isGet && url.pathname === '/episodes') return sendJson(response, 200, listEpisodes(deps));
  if (request.method === 'POST' && first === 'episodes')
    return startEpisode(deps, decodeURIComponent(second), response);
  return sendJson(response, 404, { error: `There is nothing at ${url.pathname}.` });
}

function discovery(deps: SimulatorServerDeps, request: IncomingMessage, query: URLSearchParams): unknown {
  const wanted = query.get('honor_labels');
  const address = `127.0.0.1:${request.socket.localPort ?? 0}`;
  return deps
    .targetsAt(deps.nowTick())
    .filter(({ honorLabels }) => wanted === null || String(honorLabels) === wanted)
    .map(({ id, group, labels }) => ({
      targets: [address],
      labels: {
        __metrics_path__: `/targets/${encodeURIComponent(id)}/metrics`,
        __scrape_interval__: `${scrapeTicks(group) * TICK_SECONDS}s`,
        ...labels,
      },
    }));
}

async function scrapeTarget(deps: SimulatorServerDeps, id: string, response: ServerResponse): Promise<void> {
  const tick = deps.nowTick();
  const target = deps.targetsAt(tick).find((candidate) => candidate.id === id);
  if (target === undefined)
    return sendJson(response, 404, { error: `No target ${id} stands in the cluster now.` });
  if (!target.isUp(tick)) {
    // What a scraper sees of a pod that does not answer: a connection that ends.
    response.destroy();
    return undefined;
  }
  const text = await deps.scraper.scrape(target, tick, deps.signal);
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
  return undefined;
}

function listEpisodes(deps: SimulatorServerDeps): unknown {
  const tick = deps.nowTick();
  const key = clusterKey(deps.cluster);
  // One that was just asked for begins with the next tick: it counts as running.
  const begun = deps.cluster.book
    .between(tick - hours(24 * 7), tick + 2)
    .filter(({ startTick, source }) => startTick <= (source === 'demand' ? tick + 1 : tick));
  return {
    kinds: episodes,
    active: begun.filter(({ endTick }) => endTick > tick).map((episode) => episodeRecord(episode, key)),
    past: begun.filter(({ endTick }) => endTick <= tick).map((episode) => episodeRecord(episode, key)),
  };
}

function startEpisode(deps: SimulatorServerDeps, name: string, response: ServerResponse): void {
  if (!isEpisodeName(name)) {
    return sendJson(response, 404, {
      error: `There is no episode ${JSON.stringify(name)}. Known: ${episodes.map((kind) => kind.name).join(', ')}.`,
    });
  }
  const episode = demandEpisode(deps.cluster, name, deps.nowTick());
  if (episode === null) {
    return sendJson(response, 409, {
      error: `No workload is free for ${name} now. Try again when running episodes have ended.`,
    });
  }
  deps.log.append([episode]);
  return sendJson(response, 201, episodeRecord(episode, clusterKey(deps.cluster)));
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
