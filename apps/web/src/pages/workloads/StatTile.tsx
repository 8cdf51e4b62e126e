import { useRef } from 'react';
import type { WorkloadStatusClass } from '@hecate/server/contract';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { statusClasses } from '../../components/status-class.ts';
import { Words } from '../../components/Words.tsx';
import { seriesFigures } from '../../dashboards/charts/chart-numbers.ts';
import { Sparkline } from '../../dashboards/charts/Sparkline.tsx';
import { useInView } from '../../dashboards/panels/use-in-view.ts';
import { useSession } from '../../api/session.ts';
import { errorSentence } from '../../api/api-error.ts';
import { useNow } from '../../components/use-now.ts';
import { shortTime } from '../../format/time.ts';
import { formatValue, spokenValue } from '../../format/unit.ts';
import { rangeLength } from '../../time/range.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { useElementWidth } from '../../chart/use-element-width.ts';
import type { VariableValues } from './fill-variables.ts';
import { missingWords } from './missing-words.ts';
import type { TemplatePanel } from './template-panels.ts';
import { useTemplateSeries } from './use-template-series.ts';
import styles from './StatTile.module.css';

/** One number with its curve: a dash and the reason where there is none, never 0. */
export function StatTile({
  panel,
  variables,
}: {
  readonly panel: TemplatePanel;
  readonly variables: VariableValues;
}) {
  const box = useRef<HTMLDivElement>(null);
  const time = useTimeRange();
  const isSeen = useInView(box);
  const width = useElementWidth(box);
  const answer = useTemplateSeries(panel, variables, time.range, time.refetchInterval, isSeen);
  const [series] = answer.series ?? [];
  const value = series === undefined ? undefined : seriesFigures(series.points).last;
  const statusClass = value === undefined ? null : limitClass(value, panel);
  const isEmpty = answer.series !== undefined && value === undefined;
  const { data: session } = useSession();
  const facts = { hasOnlyNaN: answer.hasOnlyNaN, isFillingIn: (session?.backfill ?? null) !== null };
  const reason = isEmpty ? missingWords(answer.query, rangeLength(time.range), facts) : '';
  const nowMs = useNow();
  const lastGood =
    answer.error !== null && value !== undefined
      ? `last good ${shortTime(answer.readMs, nowMs, time.zone)}`
      : null;
  const hasFailed = answer.error !== null && answer.series === undefined;
  return (
    <div ref={box} className={styles['tile']} title={panel.description}>
      <div className={styles['title']}>
        {panel.title}
        {lastGood !== null && (
          <span className={styles['old']} title={errorSentence(answer.error)}>
            {lastGood}
          </span>
        )}
      </div>
      <div className={styles['figure']}>
        {statusClass !== null && (
          <>
            <StatusIcon statusClass={statusClass} />
            <span className="visually-hidden">{statusClasses[statusClass].word}: </span>
          </>
        )}
        <span aria-hidden="true" className={styles['value']}>
          {formatValue(value ?? null, panel.unit)}
        </span>
        <span className="visually-hidden">{spokenValue(value ?? null, panel.unit)}</span>
      </div>
      <div className={styles['foot']}>
        {hasFailed && <ErrorNotice error={answer.error} onRetry={answer.retry} isQuiet />}
        {isEmpty && (
          <span className={styles['missing']} title={reason.replaceAll('`', '')}>
            <Words>{reason}</Words>
          </span>
        )}
        {series !== undefined && value !== undefined && width > 24 && (
          <Sparkline
            points={series.points}
            stepMs={answer.stepMs}
            width={width - 24}
            height={28}
            colour="var(--link)"
          />
        )}
      </div>
    </div>
  );
}

/** The status of a value by the panel's limits; null while it is within them. */
export function limitClass(
  value: number,
  panel: Pick<TemplatePanel, 'limits' | 'isLowBad'>,
): WorkloadStatusClass | null {
  const [first, second] = panel.limits;
  if (first === undefined) return null;
  if (panel.isLowBad) {
    if (value < first.value) return 'failed';
    return second !== undefined && value < second.value ? 'degraded' : null;
  }
  if (second !== undefined && value >= second.value) return 'failed';
  return value >= first.value ? 'degraded' : null;
}
