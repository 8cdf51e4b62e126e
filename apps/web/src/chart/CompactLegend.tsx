import type { ChartSeries } from '../dashboards/charts/time-chart-model.ts';
import { inkSeries, type ColourSlots } from '../dashboards/charts/colour-slots.ts';
import { SeriesSwatch } from '../dashboards/charts/SeriesSwatch.tsx';
import { seriesFigures } from '../dashboards/charts/chart-numbers.ts';
import { general } from '../format/number.ts';
import { formatValue, unitRule } from '../format/unit.ts';
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
          <SeriesSwatch colour={colour} dash={dash} />
          <span className={styles['name']}>{name}</span>
          {inked.series.length <= 2 && (
            <span className={styles['value']}>{shortValue(seriesFigures(points).last, unit)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Without the noun of a rate: the axis has it. */
function shortValue(value: number | undefined, unit: string): string {
  const { quantity, scale } = unitRule(unit);
  const isBare = quantity === 'rate' || quantity === 'count';
  return isBare && value !== undefined ? general(value * scale, 1000) : formatValue(value ?? null, unit);
}
