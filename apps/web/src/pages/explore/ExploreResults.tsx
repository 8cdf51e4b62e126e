import { useEffect, useMemo, useRef, useState } from 'react';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { Reading } from '../../components/Reading.tsx';
import { durationLabel } from '../../time/duration.ts';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import { useGapExplainer } from '../../dashboards/charts/use-gap-explainer.ts';
import { TimeChart } from '../../dashboards/charts/TimeChart.tsx';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { answerCurves, type AnswerSeries } from './prometheus-answers.ts';
import { ResultTable } from './ResultTable.tsx';
import { unitOfQuery } from './unit-of-query.ts';

/** One query's answer, ready to draw. */
export interface ExploreAnswer {
  readonly letter: string;
  readonly query: string;
  readonly series: readonly AnswerSeries[];
}

const CHART_HEIGHT = 420;

/** The answers of all shown queries, in one graph or one table. */
export function ExploreResults(props: {
  readonly answers: readonly ExploreAnswer[];
  readonly view: 'graph' | 'table';
  readonly window: { readonly startMs: number; readonly endMs: number };
  readonly stepMs: number;
  readonly isFetching: boolean;
  readonly hasSeveral: boolean;
  /** Path of the proxy that is asked. */
  readonly base: string;
  readonly onCancel: () => void;
}) {
  const { answers, view, window, stepMs, isFetching, hasSeveral, base, onCancel } = props;
  const { zone, setRange, zoomOut } = useTimeRange();
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const model = useMemo(
    () => ({
      series: answers.flatMap((answer) =>
        answerCurves(answer.series, hasSeveral ? answer.letter : undefined),
      ),
      ...window,
      stepMs,
      unit: answers.length === 0 ? '' : unitOfQuery(answers.map((answer) => answer.query)),
      display: 'line' as const,
      isStacked: false,
      areaOpacity: 0,
      thresholds: [],
    }),
    [answers, window, stepMs, hasSeveral],
  );
  const explainGap = useGapExplainer(base, answers[0]?.query);
  const isEmpty = model.series.length === 0;
  return (
    <Box ref={host}>
      {isEmpty && isFetching && (
        <Box sx={{ position: 'relative' }}>
          <Skeleton animation={false} variant="rectangular" height={CHART_HEIGHT} />
          <Reading
            what={`${durationLabel(window.endMs - window.startMs)} from Prometheus`}
            onCancel={onCancel}
          />
        </Box>
      )}
      {isEmpty && !isFetching && answers.length > 0 && (
        <EmptyState sentence="0 series. The metric or one of the label values does not exist in this range. Completion (Ctrl+Space) lists what does." />
      )}
      {!isEmpty && view === 'table' && <ResultTable answers={answers} hasSeveral={hasSeveral} />}
      {!isEmpty && view === 'graph' && width > 0 && (
        <Box
          sx={{
            bgcolor: 'background.paper',
            border: '1px solid',
            borderColor: 'divider',
            borderRadius: '6px',
            pt: 1,
          }}
        >
          <TimeChart
            model={model}
            title="Result"
            width={width - 2}
            height={CHART_HEIGHT}
            zone={zone}
            legend={{ kind: 'table', columns: ['last', 'mean', 'max'] }}
            explainGap={explainGap}
            onZoom={(startMs, endMs) => setRange({ kind: 'absolute', startMs, endMs })}
            onZoomOut={zoomOut}
          />
        </Box>
      )}
    </Box>
  );
}
