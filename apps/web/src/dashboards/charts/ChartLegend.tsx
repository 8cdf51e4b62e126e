import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { formatValue } from '../../format/unit.ts';
import { seriesFigures, type SeriesFigures } from './chart-numbers.ts';
import { Name } from '../../components/Name.tsx';
import type { Inked } from './colour-slots.ts';
import type { InkedSeries } from './time-chart-model.ts';
import { SeriesSwatch } from './SeriesSwatch.tsx';

/** How the legend is laid out; `columns` are the figures of the table form. */
export interface LegendForm {
  readonly kind: 'list' | 'table';
  readonly columns: readonly (keyof SeriesFigures)[];
}

/** A name in the list loses its middle beyond this, and wherever the panel is narrower: rows have one height. */
const NAME_IN_LIST = { maxWidth: '42ch' } as const;

/** Names, colours and figures of the curves. Click = only this one, Ctrl or Cmd and click = add, the only one again = all. */
export function ChartLegend(props: {
  readonly inked: Inked;
  readonly unit: string;
  readonly form: LegendForm;
  readonly maxHeight: number;
  /** Ids that are shown; undefined = all. */
  readonly selected: ReadonlySet<string> | undefined;
  readonly onSelect: (selected: ReadonlySet<string> | undefined) => void;
}) {
  const { inked, unit, form, maxHeight, selected, onSelect } = props;
  const choose = (id: string, isAdding: boolean) => {
    const next = new Set(isAdding ? selected : []);
    if (isAdding && next.has(id)) next.delete(id);
    else next.add(id);
    const isSame = selected?.size === 1 && selected.has(id) && !isAdding;
    onSelect(isSame || next.size === 0 ? undefined : next);
  };
  const entry = (series: InkedSeries, figures: SeriesFigures) => (
    <LegendEntry
      series={series}
      last={form.kind === 'list' ? formatValue(figures.last ?? null, unit) : undefined}
      isOn={selected === undefined ? undefined : selected.has(series.id)}
      onChoose={(isAdding) => choose(series.id, isAdding)}
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

function LegendEntry(props: {
  readonly series: InkedSeries;
  readonly last: string | undefined;
  readonly isOn: boolean | undefined;
  readonly onChoose: (isAdding: boolean) => void;
}) {
  const { series, last, isOn, onChoose } = props;
  return (
    <ButtonBase
      aria-pressed={isOn}
      onClick={(event) => onChoose(event.ctrlKey || event.metaKey)}
      sx={{
        gap: 0.75,
        minHeight: 24,
        maxWidth: '100%',
        minWidth: 0,
        typography: 'body2',
        opacity: isOn === false ? 0.5 : 1,
        textAlign: 'left',
      }}
    >
      <SeriesSwatch colour={series.colour} dash={series.dash} />
      <Box
        component="span"
        sx={{ display: 'flex', minWidth: 0, ...(last === undefined ? {} : NAME_IN_LIST) }}
      >
        <Name>{series.name}</Name>
      </Box>
      {last !== undefined && (
        <Box component="span" sx={{ color: 'text.secondary', flex: 'none', whiteSpace: 'nowrap' }}>
          {last}
        </Box>
      )}
    </ButtonBase>
  );
}

const FIGURE_WORDS: Readonly<Record<keyof SeriesFigures, string>> = {
  first: 'First',
  last: 'Last',
  mean: 'Mean',
  min: 'Min',
  max: 'Max',
  sum: 'Sum',
};
