export type { ClusterSize } from './cluster/cluster-plan.ts';
export { createCluster, type Cluster, type ClusterOptions } from './cluster/cluster.ts';
export { simulatedFamilies, type SimulatedFamily } from './cluster/simulated-families.ts';
export { runSimulateCommand, type SimulateCommandDeps } from './command/run-simulate-command.ts';
export type { Episode, EpisodeKind, EpisodeName } from './episodes/episode.ts';
export { episodes } from './episodes/episode-table.ts';
export {
  fillHistory as writeHistory,
  type FillOptions as WriteHistoryOptions,
} from './history/fill-history.ts';
export { writeFirstScreenHistory, type HistoryOptions } from './history/first-screen.ts';
export { EpisodeRecord } from './live/episode-log.ts';
export { scrapeConfigs, type ScrapeConfig } from './live/scrape-configs.ts';
