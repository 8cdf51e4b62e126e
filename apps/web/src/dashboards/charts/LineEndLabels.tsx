import Box from '@mui/material/Box';
import { formatValue } from '../../format/unit.ts';
import { seriesFigures } from './chart-numbers.ts';
import { chosenSeries, type ChosenSeries } from './chosen-series.ts';
import { LegendEntry } from './LegendEntry.tsx';
import { END_LABEL_PX, lineEnds } from './line-ends.ts';
import type { NiceAxis } from './nice-axis.ts';
import type { PlotBox } from './plot-box.ts';
import type { InkedSeries } from './time-chart-model.ts';

/** The legend of a few lines: every name stands where its line ends. */
export function LineEndLabels(props: {
  readonly series: readonly InkedSeries[];
  readonly unit: string;
  readonly axis: NiceAxis;
  readonly plot: PlotBox;
  readonly selected: ChosenSeries;
  readonly onSelect: (selected: ChosenSeries) => void;
}) {
  const { series, unit, axis, plot, selected, onSelect } = props;
  return (
    <Box
      component="ul"
      aria-label="Legend"
      sx={{
        position: 'absolute',
        left: plot.left + plot.width + 6,
        width: plot.right - 10,
        top: 0,
        m: 0,
        p: 0,
        listStyle: 'none',
      }}
    >
      {lineEnds(series, axis, plot).map(({ series: one, top }) => (
        <Box
          component="li"
          key={one.id}
          sx={{ position: 'absolute', left: 0, right: 0, display: 'flex', height: END_LABEL_PX }}
          style={{ top }}
        >
          <LegendEntry
            series={one}
            last={formatValue(seriesFigures(one.points).last ?? null, unit)}
            isOn={selected?.has(one.id)}
            onChoose={(isAdding) => onSelect(chosenSeries(selected, one.id, isAdding))}
          />
        </Box>
      ))}
    </Box>
  );
}
