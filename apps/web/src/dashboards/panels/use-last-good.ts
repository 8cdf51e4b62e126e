import { useState } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import {
  useAllVariableValues,
  useTimeRange as usePersesTime,
  type DataQueriesContextType,
  type PanelData,
} from '@perses-dev/plugin-system';
import { answeredWindow } from '../charts/panel-series.ts';

/** What a panel shows: its answers or the last good ones, and why the newest question has none. */
export interface PanelAnswers {
  readonly answers: readonly PanelData<TimeSeriesData>[];
  readonly failure: unknown;
  /** The end of the window that the shown answers are of, ms; undefined while they are those of the newest question. */
  readonly lastGoodMs: number | undefined;
}

interface Kept {
  readonly key: string;
  /** The last good answers; none yet = undefined. */
  readonly answers: readonly PanelData<TimeSeriesData>[] | undefined;
  /** The failure since then. */
  readonly failure: unknown;
}

/**
 * Keeps the last good answers of a panel, one set per panel: every refresh is a new question to the packages, and one
 * that fails has no data of its own. Another range or other variable values forget them, so that no curve stands under
 * a window it was not asked for; a failure stays until the next answer, so that a refresh does not blink.
 */
export function useLastGood(
  answers: readonly PanelData<TimeSeriesData>[],
  results: DataQueriesContextType['queryResults'],
  isFetching: boolean,
): PanelAnswers {
  const { timeRange } = usePersesTime();
  const variables = useAllVariableValues();
  // Built-in variables such as __to move with every refresh of the same range.
  const values = Object.entries(variables).flatMap(([name, { value }]) =>
    name.startsWith('__') ? [] : [[name, value]],
  );
  const key = JSON.stringify([timeRange, values, results.map(({ definition }) => definition)]);
  const current = results.find(({ error }) => error)?.error ?? undefined;
  const [kept, setKept] = useState<Kept>({ key, answers: undefined, failure: undefined });
  const old = kept.key === key ? kept : undefined;
  const isGood = !isFetching && current === undefined && answers.length > 0;
  if (isGood && (old?.answers !== answers || old.failure !== undefined))
    setKept({ key, answers, failure: undefined });
  else if (current !== undefined && old?.failure !== current)
    setKept({ key, answers: old?.answers, failure: current });

  const isBetween = isFetching && answers.length === 0;
  const failure = current ?? (isBetween ? old?.failure : undefined);
  if (failure === undefined || old?.answers === undefined || answers.length === results.length)
    return { answers, failure, lastGoodMs: undefined };
  return { answers: old.answers, failure, lastGoodMs: answeredWindow(old.answers)?.endMs };
}
