import Box from '@mui/material/Box';
import { formatValue } from '../../format/unit.ts';
import { seriesFigures, type SeriesFigures } from './chart-numbers.ts';
import { chosenSeries, type ChosenSeries } from './chosen-series.ts';
import { LegendEntry } from './LegendEntry.tsx';
import type { Inked } from './colour-slots.ts';
import type { InkedSeries } from './time-chart-model.ts';

/** How the legend is laid out; `columns` are the figures of the table form. */
export interface LegendForm {
  readonly kind: 'list' | 'table';
  readonly columns: readonly (keyof SeriesFigures)[];
}

/** Names, colours and figures of the curves. Click = only this one, Ctrl or Cmd and click = add, the only one again = all. */
export function ChartLegend(props: {
  readonly inked: Inked;
  readonly unit: string;
  readonly form: LegendForm;
  readonly maxHeight: number;
  readonly selected: ChosenSeries;
  readonly onSelect: (selected: ChosenSeries) => void;
}) {
  const { inked, unit, form, maxHeight, selected, onSelect } = props;
  const entry = (series: InkedSeries, figures: SeriesFigures) => (
    <LegendEntry
      series={series}
      last={form.kind === 'list' ? formatValue(figures.last ?? null, unit) : undefined}
      isOn={selected?.has(series.id)}
      onChoose={(isAdding) => onSelect(chosenSeries(selected, series.id, isAdding))}
    />
  );
  const others = inked.band ? `${inked.band.count} others (grey band: lowest to highest)` : undefined;
  const rows = inked.series.map((series) => ({ series, figures: seriesFigures(series.points) }));
  if (form.kind === 'list') {
    return (
      <Box
        component="ul"
        aria-label="Legend"
        tabIndex={0}
        sx={{
          ...FRAME,
          maxHeight,
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 1.5,
          '& li': { height: 26, minWidth: 0, maxWidth: '100%' },
        }}
      >
        {rows.map(({ series, figures }) => (
          <li key={series.id}>{entry(series, figures)}</li>
        ))}
        {others !== undefined && (
          <Box
            component="li"
            title={others}
            sx={{ ...ONE_LINE, color: 'text.secondary', lineHeight: '26px' }}
          >
            {others}
          </Box>
        )}
      </Box>
    );
  }
  return (
    <Box tabIndex={0} sx={{ ...FRAME, maxHeight }}>
      <Box component="table" aria-label="Legend" sx={TABLE}>
        <thead>
          <tr>
            <th scope="col">Series</th>
            {form.columns.map((column) => (
              <th key={column} scope="col">
                {FIGURE_WORDS[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ series, figures }) => (
            <tr key={series.id}>
              <td>{entry(series, figures)}</td>
              {form.columns.map((column) => (
                <td key={column}>{formatValue(figures[column] ?? null, unit)}</td>
              ))}
            </tr>
          ))}
          {others !== undefined && (
            <tr>
              <td colSpan={form.columns.length + 1}>{others}</td>
            </tr>
          )}
        </tbody>
      </Box>
    </Box>
  );
}

const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

const FRAME = {
  listStyle: 'none',
  m: 0,
  px: 1.5,
  pt: 0,
  pb: 0.5,
  flex: 'none',
  boxSizing: 'border-box',
  overflow: 'auto',
  typography: 'body2',
} as const;

/** The name's column takes what the figures leave, and loses the middle of its text. */
const TABLE = {
  borderCollapse: 'collapse',
  width: '100%',
  '& th': {
    fontWeight: 600,
    color: 'text.secondary',
    textAlign: 'right',
    px: 1,
    py: 0,
    height: 26,
    position: 'sticky',
    top: 0,
    bgcolor: 'background.paper',
    zIndex: 1,
    whiteSpace: 'nowrap',
  },
  '& td': { textAlign: 'right', px: 1, py: 0, height: 26, whiteSpace: 'nowrap' },
  '& td:first-of-type, & th:first-of-type': {
    textAlign: 'left',
    pl: 0,
    width: '100%',
    maxWidth: 0,
    overflow: 'hidden',
  },
} as const;

const FIGURE_WORDS: Readonly<Record<keyof SeriesFigures, string>> = {
  first: 'First',
  last: 'Last',
  mean: 'Mean',
  min: 'Min',
  max: 'Max',
  sum: 'Sum',
};
