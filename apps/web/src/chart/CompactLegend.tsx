import type { ChartSeries } from '../dashboards/charts/time-chart-model.ts';
import { inkSeries, type ColourSlots } from '../dashboards/charts/colour-slots.ts';
import { SeriesSwatch } from '../dashboards/charts/SeriesSwatch.tsx';
import { seriesFigures } from '../dashboards/charts/chart-numbers.ts';
import { formatValue } from '../format/unit.ts';
import { categorical } from '../theme/tokens.ts';
import { usePreferences } from '../theme/PreferencesProvider.tsx';
import styles from './CompactLegend.module.css';

/** Height of the line, px. */
export const compactLegendHeight = 24;

/** One line of names with their last values, for small charts; what does not fit is in the table. */
export function CompactLegend({
  series,
  unit,
  slots,
}: {
  readonly series: readonly ChartSeries[];
  readonly unit: string;
  readonly slots: ColourSlots;
}) {
  const { mode } = usePreferences();
  const inked = inkSeries(series, categorical[mode], slots);
  return (
    <ul className={styles['legend']} style={{ height: compactLegendHeight }}>
      {inked.series.map(({ id, name, colour, dash, points }) => (
        <li key={id} title={name}>
          <SeriesSwatch colour={colour} isDashed={dash !== undefined} />
          <span className={styles['name']}>{name}</span>
          <span className={styles['value']}>{formatValue(seriesFigures(points).last ?? null, unit)}</span>
        </li>
      ))}
    </ul>
  );
}
