import { useState } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelData } from '@perses-dev/plugin-system';

type Answers = readonly PanelData<TimeSeriesData>[];

/** The list of before while it holds the same data: the packages make a new one with every render, and a new one is drawn again. */
export function useSameAnswers(answers: Answers): Answers {
  const [kept, setKept] = useState(answers);
  if (isSame(kept, answers)) return kept;
  setKept(answers);
  return answers;
}

function isSame(some: Answers, others: Answers): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ data, definition }, index) =>
        data === others[index]?.data && definition.spec.plugin === others[index].definition.spec.plugin,
    )
  );
}
