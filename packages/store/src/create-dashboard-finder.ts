import type { StoreEngine } from './create-document-store.ts';
import { dashboardFacets, usedMetricNames } from './dashboard-facets.ts';
import type { DashboardFinder } from './dashboard-finder.ts';
import { fillIndex, readIndexProgress } from './fill-index.ts';
import { readPersonalList, writeFavourite, writeView } from './keep-personal-lists.ts';
import type { PersonalLists } from './personal-lists.ts';
import { searchDashboards } from './search-dashboards.ts';

/** Finding over any engine; `clock` gives milliseconds since 1970. */
export function createDashboardFinder(engine: StoreEngine, clock: () => number): DashboardFinder {
  const { db, textIndex } = engine;
  const read = async <Result>(
    signal: AbortSignal | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    signal?.throwIfAborted();
    return engine.read(work);
  };
  return {
    search: (search, signal) =>
      read(signal, () => searchDashboards(db, textIndex, search, new Date(clock()).toISOString())),
    facets: (filter, signal) => read(signal, () => dashboardFacets(db, textIndex, filter)),
    metricNames: (query, signal) => read(signal, () => usedMetricNames(db, query)),
    indexProgress: (signal) => read(signal, () => readIndexProgress(db)),
    fillIndex: (signal, onProgress) => fillIndex(engine, signal, onProgress),
  };
}

/** The lists of each person over any engine. */
export function createPersonalLists(engine: StoreEngine, clock: () => number): PersonalLists {
  const { db } = engine;
  const now = (): string => new Date(clock()).toISOString();
  return {
    favourites: async (person, signal) => {
      signal?.throwIfAborted();
      return engine.read(() => readPersonalList(db, person, 'favourite'));
    },
    recent: async (person, signal) => {
      signal?.throwIfAborted();
      return engine.read(() => readPersonalList(db, person, 'recent'));
    },
    setFavourite: async (person, place, isFavourite, signal) => {
      signal?.throwIfAborted();
      await engine.write((writing) => writeFavourite(writing, { person, now: now() }, place, isFavourite));
    },
    recordView: async (person, place, signal) => {
      signal?.throwIfAborted();
      await engine.write((writing) => writeView(writing, { person, now: now() }, place));
    },
  };
}
