import { createContext, useCallback, useContext, useEffect, useMemo, type ReactNode } from 'react';
import type { Definition, TimeSeriesQueryDefinition, UnknownSpec } from '@perses-dev/core';
import {
  DataQueriesContext,
  usePluginRegistry,
  useTimeSeriesQueries,
  useUsageMetrics,
  type DataQueriesContextType,
} from '@perses-dev/plugin-system';

const CancelContext = createContext<() => void>(() => undefined);

/** Gives up what the panel asks; its queries fail with words that say so. */
export function useCancelQueries(): () => void {
  return useContext(CancelContext);
}

/**
 * Asks the queries of a panel and gives the answers to what is drawn in it. Upstream's provider looks up the type of each query
 * first and is ready for traces, profiles and logs too: sixteen more subscriptions a panel, for types that are not installed.
 */
export function PanelQueries(props: {
  readonly definitions: readonly Definition<UnknownSpec>[];
  readonly suggestedStepMs: number;
  /** How the plugin wants its datasource asked; a range where it does not say. */
  readonly mode: 'range' | 'instant' | undefined;
  readonly isAsking: boolean;
  readonly children: ReactNode;
}) {
  const { definitions, suggestedStepMs, mode, isAsking, children } = props;
  const queries = useMemo(
    (): TimeSeriesQueryDefinition[] =>
      definitions.map((plugin) => ({ kind: 'TimeSeriesQuery', spec: { plugin } })),
    [definitions],
  );
  const results = useTimeSeriesQueries(
    queries,
    { suggestedStepMs, ...(mode === undefined ? {} : { mode }) },
    { enabled: isAsking },
  );
  const { markQuery } = useUsageMetrics();
  useEffect(() => {
    if (!isAsking) return;
    for (const [index, { isLoading, isFetching, error }] of results.entries()) {
      const query = queries[index];
      const ended = error ? 'error' : 'success';
      if (query !== undefined) markQuery(query, isLoading || (isFetching && !error) ? 'pending' : ended);
    }
  });
  const refetchAll = useCallback(() => {
    for (const result of results) void result.refetch();
  }, [results]);
  const registry = usePluginRegistry();
  const cancelAll = useCallback(() => {
    for (const { kind, spec } of definitions)
      void registry.getPlugin('TimeSeriesQuery', kind).then((plugin) => {
        const cancel: unknown = Reflect.get(plugin, 'cancel');
        if (typeof cancel === 'function') Reflect.apply(cancel, plugin, [spec]);
      });
  }, [definitions, registry]);
  const value = useMemo(
    (): DataQueriesContextType => ({
      queryResults: results.flatMap(({ data, isFetching, isLoading, refetch, error }, index) => {
        const definition = queries[index];
        if (definition === undefined) return [];
        return [
          {
            definition,
            isFetching,
            isLoading,
            error,
            refetch: () => void refetch(),
            ...(data === undefined ? {} : { data }),
          },
        ];
      }),
      isFetching: results.some((result) => result.isFetching),
      isLoading: results.some((result) => result.isLoading),
      refetchAll,
      errors: results.map((result) => result.error),
    }),
    [results, queries, refetchAll],
  );
  return (
    <CancelContext.Provider value={cancelAll}>
      <DataQueriesContext.Provider value={value}>{children}</DataQueriesContext.Provider>
    </CancelContext.Provider>
  );
}
