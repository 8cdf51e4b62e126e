import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import DotsHorizontal from 'mdi-material-ui/DotsHorizontal';
import { useNavigate } from 'react-router-dom';
import { newestSample } from '../dashboards/charts/gaps.ts';
import { useColourSlots } from '../dashboards/charts/slots-context.ts';
import { useGapExplainer } from '../dashboards/charts/use-gap-explainer.ts';
import { TimeChart } from '../dashboards/charts/TimeChart.tsx';
import type { TimeChartModel } from '../dashboards/charts/time-chart-model.ts';
import { AgeBadge } from '../dashboards/panels/AgeBadge.tsx';
import { csvFileName, panelCsv } from '../dashboards/panels/panel-csv.ts';
import { PanelTable } from '../dashboards/panels/PanelTable.tsx';
import { saveFile } from '../dashboards/panels/save-file.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { Notice } from '../components/Notice.tsx';
import { Words } from '../components/Words.tsx';
import { CompactLegend, compactLegendHeight } from './CompactLegend.tsx';
import { Reading } from '../components/Reading.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { isoTime } from '../format/time.ts';
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
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 't' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setTable((shown) => !shown);
  };
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <header className={styles['header']}>
        <Heading id={id} className={styles['title']} title={description}>
          {title}
        </Heading>
        {content.isRefreshing === true && <span className={styles['progress']} aria-hidden="true" />}
        <AgeBadge newestMs={newestMs} stepMs={model?.stepMs ?? 15_000} />
        <PanelMenu
          title={title}
          model={model}
          query={query}
          isTable={isTable}
          onTable={() => setTable(!isTable)}
        />
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

function PanelMenu({
  title,
  model,
  query,
  isTable,
  onTable,
}: {
  readonly title: string;
  readonly model: TimeChartModel | undefined;
  readonly query: string | undefined;
  readonly isTable: boolean;
  readonly onTable: () => void;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { zone } = useTimeRange();
  const navigate = useNavigate();
  const search = useKeptSearch();
  const run = (action: () => void) => () => {
    setAnchor(null);
    action();
  };
  const isEmpty = model === undefined || model.series.length === 0;
  return (
    <>
      <IconButton
        className={styles['menu'] ?? ''}
        aria-label={`Menu of ${title}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <DotsHorizontal />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem disabled={isEmpty} onClick={run(onTable)}>
          {isTable ? 'Show chart (t)' : 'Show table (t)'}
        </MenuItem>
        <MenuItem disabled={isEmpty} onClick={run(() => exportCsv(title, model, zone))}>
          Export CSV
        </MenuItem>
        {query !== undefined && (
          <MenuItem
            onClick={run(() => {
              const parameters = new URLSearchParams(search);
              parameters.set('query', query);
              navigate(`/explore?${parameters.toString()}`);
            })}
          >
            Open in Explore
          </MenuItem>
        )}
      </Menu>
    </>
  );
}

function exportCsv(title: string, model: TimeChartModel | undefined, zone: string): void {
  const series = (model?.series ?? []).map(({ name, points }) => ({ name, values: points }));
  const text = panelCsv(series, (epochMs) => isoTime(epochMs, zone));
  saveFile(csvFileName(title, Date.now()), 'text/csv', text);
}
