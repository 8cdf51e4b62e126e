import { useId, useState } from 'react';
import ChevronDown from 'mdi-material-ui/ChevronDown';
import ChevronRight from 'mdi-material-ui/ChevronRight';
import { useMediaQuery } from '../../theme/PreferencesProvider.tsx';
import type { TimeRange } from '../../time/range.ts';
import type { VariableValues } from './fill-variables.ts';
import { StatTile } from './StatTile.tsx';
import { TemplateChart } from './TemplateChart.tsx';
import type { TemplateGroup } from './template-panels.ts';
import styles from './TemplateGroupView.module.css';

/** Panel kinds that are one number. */
const statKinds = ['StatChart', 'GaugeChart'];
const plotHeight = 220;
const narrowPlotHeight = 200;

/** One group of a template: its numbers in a row, its curves below; other kinds wait on the dashboard and are named. */
export function TemplateGroupView({
  group,
  variables,
  range,
  refetchInterval,
  isFirst,
}: {
  readonly group: TemplateGroup;
  readonly variables: VariableValues;
  readonly range: TimeRange;
  readonly refetchInterval: number | false;
  readonly isFirst: boolean;
}) {
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const [chosen, setOpen] = useState<boolean | null>(null);
  const id = useId();
  const isOpen = chosen ?? (isNarrow ? isFirst : group.isOpen);
  const stats = group.panels.filter(({ kind }) => statKinds.includes(kind));
  const charts = group.panels.filter(({ kind }) => kind === 'TimeSeriesChart');
  const others = group.panels.filter(({ kind }) => kind !== 'TimeSeriesChart' && !statKinds.includes(kind));
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <section aria-labelledby={id}>
      <h2 className={styles['title']}>
        <button type="button" id={id} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Chevron aria-hidden="true" />
          {group.title}
        </button>
      </h2>
      {isOpen && stats.length > 0 && (
        <div className={styles['stats']}>
          {stats.map((panel) => (
            <StatTile key={panel.key} panel={panel} variables={variables} />
          ))}
        </div>
      )}
      {isOpen && charts.length > 0 && (
        <div className={styles['charts']}>
          {charts.map((panel) => (
            <TemplateChart
              key={panel.key}
              panel={panel}
              variables={variables}
              range={range}
              refetchInterval={refetchInterval}
              height={isNarrow ? narrowPlotHeight : plotHeight}
            />
          ))}
        </div>
      )}
      {isOpen && others.length > 0 && (
        <p className={styles['others']}>
          On the dashboard of this workload: {others.map(({ title }) => title).join(', ')}.
        </p>
      )}
    </section>
  );
}
