import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { newestSample } from '../dashboards/charts/gaps.ts';
import { useColourSlots } from '../dashboards/charts/slots-context.ts';
import { useGapExplainer } from '../dashboards/charts/use-gap-explainer.ts';
import { TimeChart } from '../dashboards/charts/TimeChart.tsx';
import type { TimeChartModel } from '../dashboards/charts/time-chart-model.ts';
import { AgeBadge } from '../dashboards/panels/AgeBadge.tsx';
import { panelActions, type PanelAction } from '../dashboards/panels/panel-actions.ts';
import { PanelMenu } from '../dashboards/panels/PanelMenu.tsx';
import { PanelTable } from '../dashboards/panels/PanelTable.tsx';
import { useExportPanel } from '../dashboards/panels/use-export-panel.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { Notice } from '../components/Notice.tsx';
import { Words } from '../components/Words.tsx';
import { CompactLegend, compactLegendHeight } from './CompactLegend.tsx';
import { Reading } from '../components/Reading.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { usePreferences } from '../theme/PreferencesProvider.tsx';
import { durationLabel } from '../time/duration.ts';
import { rangeLength } from '../time/range.ts';
import { useTimeRange } from '../time/TimeProvider.tsx';
import { useKeptSearch } from '../time/use-url-state.ts';
import { useElementWidth } from './use-element-width.ts';
import styles from './ChartPanel.module.css';

/** What a panel has to show: nothing yet, a failure, a reason for nothing, or curves; old curves stay beside a failure. */
export type ChartContent = {
  readonly model: TimeChartModel | undefined;
  /** Why there is nothing to draw although the answer came. */
  readonly missing?: string | undefined;
  readonly error?: unknown;
  /** When the shown curves were read, ms. */
  readonly readMs?: number | undefined;
  readonly isRefreshing?: boolean;
  readonly onRetry?: (() => void) | undefined;
  /** Gives up the first reading. */
  readonly onCancel?: (() => void) | undefined;
};

/** One chart in its frame: title, age of the newest sample, menu, and every state in the chart's own size. */
export function ChartPanel({
  title,
  description,
  content,
  height,
  query,
  headingLevel = 3,
  isCompact = false,
}: {
  readonly title: string;
  readonly description?: string | undefined;
  readonly content: ChartContent;
  /** Of the plot with its legend, px. */
  readonly height: number;
  /** PromQL that Explore opens with. */
  readonly query?: string | undefined;
  readonly headingLevel?: 2 | 3;
  /** A small chart: its legend is one line. */
  readonly isCompact?: boolean;
}) {
  const [isTable, setTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const width = useElementWidth(body);
  const id = useId();
  const { model } = content;
  const newestMs = model === undefined ? undefined : newestSample(model.series);
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  const { preferences } = usePreferences();
  const navigate = useNavigate();
  const search = useKeptSearch();
  const exportPanel = useExportPanel();
  const actions = panelActions({
    isFocused: undefined,
    isTable,
    hasSeries: model !== undefined && model.series.length > 0,
    hasQuery: query !== undefined,
    canEdit: false,
    hasAddress: false,
  });
  const act = (action: PanelAction): void => {
    if (action === 'table') setTable((shown) => !shown);
    else if (action === 'explore') {
      const parameters = new URLSearchParams(search);
      parameters.set('query', query ?? '');
      navigate(`/explore?${parameters.toString()}`);
    } else if (action === 'csv' || action === 'json' || action === 'png') {
      const { series, unit } = model ?? { series: [], unit: '' };
      void exportPanel(action, { title, unit, series, body: body.current });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!preferences.letterKeys || event.ctrlKey || event.metaKey || event.altKey) return;
    const entry = actions.find(({ key }) => key === event.key);
    if (entry === undefined) return;
    event.preventDefault();
    act(entry.action);
  };
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <header className={styles['header']}>
        <Heading id={id} className={styles['title']} title={description}>
          {title}
        </Heading>
        {content.isRefreshing === true && <span className={styles['progress']} aria-hidden="true" />}
        <AgeBadge newestMs={newestMs} stepMs={model?.stepMs ?? 15_000} />
        <PanelMenu title={title} actions={actions} onAction={act} />
      </header>
      <div ref={body} className={styles['body']} style={{ height }} role="presentation" onKeyDown={onKeyDown}>
        {width > 0 && (
          <Body
            title={title}
            content={content}
            width={width}
            height={height}
            isTable={isTable}
            isCompact={isCompact}
            query={query}
          />
        )}
      </div>
    </section>
  );
}

function Body({
  title,
  content,
  width,
  height,
  isTable,
  isCompact,
  query,
}: {
  readonly title: string;
  readonly query: string | undefined;
  readonly content: ChartContent;
  readonly width: number;
  readonly height: number;
  readonly isTable: boolean;
  readonly isCompact: boolean;
}): ReactNode {
  const { range, zone, setRange, zoomOut } = useTimeRange();
  const slots = useColourSlots();
  const explainGap = useGapExplainer('/prometheus', query);
  const { model, missing, error, readMs, onRetry, onCancel } = content;
  const hasFailed = error !== undefined && error !== null;
  if (model === undefined || (model.series.length === 0 && hasFailed)) {
    return hasFailed ? (
      <ErrorNotice error={error} onRetry={onRetry ?? (() => undefined)} isQuiet />
    ) : (
      <div style={{ position: 'relative' }}>
        <Skeleton height={height} />
        {onCancel !== undefined && (
          <Reading what={`${durationLabel(rangeLength(range))} from Prometheus`} onCancel={onCancel} />
        )}
      </div>
    );
  }
  if (model.series.length === 0)
    return (
      <Notice isQuiet>
        <Words>{missing ?? 'No samples in this range.'}</Words>
      </Notice>
    );
  const noticeHeight = hasFailed ? 76 : 0;
  const series = model.series;
  const hasLine = isCompact && series.length > 1 && slots !== undefined;
  const legendHeight = hasLine ? compactLegendHeight : 0;
  return (
    <>
      {hasFailed && (
        <div style={{ height: noticeHeight, overflow: 'auto' }}>
          <ErrorNotice error={error} lastGoodMs={readMs} onRetry={onRetry ?? (() => undefined)} isQuiet />
        </div>
      )}
      {isTable ? (
        <div style={{ height: height - noticeHeight }}>
          <PanelTable title={title} series={series} unit={model.unit} />
        </div>
      ) : (
        <>
          <TimeChart
            model={model}
            title={title}
            width={width}
            height={height - noticeHeight - legendHeight}
            zone={zone}
            legend={series.length > 1 && !hasLine ? { kind: 'list', columns: [] } : undefined}
            {...(slots === undefined ? {} : { slots })}
            explainGap={explainGap}
            onZoom={(startMs, endMs) => setRange({ kind: 'absolute', startMs, endMs })}
            onZoomOut={zoomOut}
          />
          {hasLine && slots !== undefined && (
            <CompactLegend series={series} unit={model.unit} slots={slots} />
          )}
        </>
      )}
    </>
  );
}
