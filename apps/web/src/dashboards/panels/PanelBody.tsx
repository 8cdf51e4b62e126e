import { Component, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import Skeleton from '@mui/material/Skeleton';
import type { PanelDefinition, TimeSeriesData } from '@perses-dev/core';
import { useDataQueriesContext, usePlugin, type PanelData } from '@perses-dev/plugin-system';
import { namedAnswers } from '../charts/panel-series.ts';
import { Reading } from '../../components/Reading.tsx';
import { durationLabel } from '../../time/duration.ts';
import { rangeLength } from '../../time/range.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { NoSamples } from './NoSamples.tsx';
import { KeptNotice } from './KeptNotice.tsx';
import { PanelFailure } from './PanelFailure.tsx';
import { useProgressWords, useReportedProgress } from './panel-progress.ts';
import { useCancelQueries } from './PanelQueries.tsx';
import styles from './PanelCard.module.css';

/** Kinds that draw an empty answer themselves, in words. */
const SPEAKS_FOR_ITSELF = new Set([
  'TimeSeriesChart',
  'StatChart',
  'GaugeChart',
  'BarChart',
  'StatusHistoryChart',
  'HeatMapChart',
  'TimeSeriesTable',
  'Markdown',
]);

/** The drawing of a panel by its plugin: loading, last good data while an error lasts, failure, empty, or the chart. */
export function PanelBody({
  definition,
  answers,
  failure,
  lastGoodMs,
}: {
  readonly definition: PanelDefinition;
  readonly answers: readonly PanelData<TimeSeriesData>[];
  /** Why the newest question has no answer. */
  readonly failure: unknown;
  /** When the answers came, where they are those of an older question. */
  readonly lastGoodMs: number | undefined;
}) {
  const host = useRef<HTMLElement>(null);
  const size = useSize(host);
  const { refetchAll } = useDataQueriesContext();
  const { plugin, queries = [] } = definition.spec;
  const { data: loaded, error: loadError, refetch } = usePlugin('Panel', plugin.kind);
  const Drawing = loaded?.PanelComponent;
  const isEmpty = answers.length > 0 && answers.every(({ data }) => data.series.length === 0);
  const hasAnswer = answers.length > 0 || queries.length === 0;
  useReportedProgress(hasAnswer || Boolean(failure));

  const named = useMemo(() => namedAnswers(answers), [answers]);
  const content = (): ReactNode => {
    if (loadError) return <PanelFailure error={loadError} onRetry={() => void refetch()} />;
    if (failure && answers.length === 0) return <PanelFailure error={failure} onRetry={refetchAll} />;
    if (!Drawing || !size || !hasAnswer) return <PanelSkeleton />;
    if (isEmpty && !SPEAKS_FOR_ITSELF.has(plugin.kind)) return <NoSamples queries={answers} />;
    return (
      <DrawingBoundary resetKey={answers} onRetry={refetchAll}>
        <Drawing spec={plugin.spec} contentDimensions={size} definition={definition} queryResults={named} />
      </DrawingBoundary>
    );
  };
  return (
    <figure ref={host} className={styles['drawing']}>
      {content()}
      {failure !== undefined && answers.length > 0 && (
        <KeptNotice error={failure} lastGoodMs={lastGoodMs} onRetry={refetchAll} />
      )}
    </figure>
  );
}

/** A grey block in the size of the content, without shimmer, only after 300 ms; a wait that lasts has words and an end. */
function PanelSkeleton() {
  const { range } = useTimeRange();
  const cancel = useCancelQueries();
  const progress = useProgressWords();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return null;
  return (
    <>
      <Skeleton
        animation={false}
        variant="rectangular"
        aria-label="Loading"
        sx={{ m: 1.5, height: 'calc(100% - 24px)', borderRadius: 1 }}
      />
      <Reading
        what={`${durationLabel(rangeLength(range))} from Prometheus`}
        progress={progress}
        onCancel={cancel}
      />
    </>
  );
}

interface BoundaryProps {
  /** A new value clears the failure: the next answer is drawn again. */
  readonly resetKey: unknown;
  readonly onRetry: () => void;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly error: unknown;
  readonly resetKey: unknown;
}

class DrawingBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: undefined, resetKey: undefined };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { error };
  }

  static getDerivedStateFromProps(props: BoundaryProps, state: BoundaryState): BoundaryState | null {
    return props.resetKey === state.resetKey ? null : { error: undefined, resetKey: props.resetKey };
  }

  override render() {
    return this.state.error === undefined ? (
      this.props.children
    ) : (
      <PanelFailure error={this.state.error} onRetry={this.props.onRetry} />
    );
  }
}

function useSize(host: React.RefObject<HTMLElement>): { width: number; height: number } | undefined {
  const [size, setSize] = useState<{ width: number; height: number }>();
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const width = Math.floor(entry.contentRect.width);
      const height = Math.floor(entry.contentRect.height);
      setSize((old) => (old?.width === width && old.height === height ? old : { width, height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [host]);
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}
