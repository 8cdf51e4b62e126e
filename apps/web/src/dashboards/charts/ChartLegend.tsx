import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { formatValue } from '../../format/unit.ts';
import { seriesFigures, type SeriesFigures } from './chart-numbers.ts';
import type { Inked } from './colour-slots.ts';
import { SeriesSwatch } from './SeriesSwatch.tsx';
import { middleEllipsis } from './series-names.ts';

/** How the legend is laid out; `columns` are the figures of the table form. */
export interface LegendForm {
  readonly kind: 'list' | 'table';
  readonly columns: readonly (keyof SeriesFigures)[];
}

/** Longest name in a legend entry before its middle is left out. */
const NAME_LENGTH = 42;

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
  const isTable = form.kind === 'table';
  return (
    <Box
      component={isTable ? 'table' : 'ul'}
      aria-label="Legend"
      tabIndex={0}
      sx={{
        listStyle: 'none',
        m: 0,
        px: 1.5,
        py: 0,
        pb: 0.5,
        flex: 'none',
        boxSizing: 'border-box',
        maxHeight,
        overflow: 'auto',
        display: isTable ? 'block' : 'flex',
        flexWrap: 'wrap',
        columnGap: 1.5,
        typography: 'body2',
        '& th': {
          fontWeight: 600,
          color: 'text.secondary',
          textAlign: 'right',
          px: 1,
          position: 'sticky',
          top: 0,
          bgcolor: 'background.paper',
        },
        '& td': { textAlign: 'right', px: 1, py: 0, height: 26, whiteSpace: 'nowrap' },
        '& tr': { height: 26 },
        '& li': { height: 26 },
      }}
    >
      {isTable && (
        <thead>
          <tr>
            <Box component="th" sx={{ textAlign: 'left !important' }}>
              Series
            </Box>
            {form.columns.map((column) => (
              <th key={column}>{FIGURE_WORDS[column]}</th>
            ))}
          </tr>
        </thead>
      )}
      <LegendRows isTable={isTable}>
        {inked.series.map((series) => {
          const figures = seriesFigures(series.points);
          const isOn = selected === undefined || selected.has(series.id);
          const button = (
            <ButtonBase
              aria-pressed={selected === undefined ? undefined : isOn}
              title={series.name}
              onClick={(event) => choose(series.id, event.ctrlKey || event.metaKey)}
              sx={{
                gap: 0.75,
                minHeight: 24,
                typography: 'body2',
                opacity: isOn ? 1 : 0.5,
                textAlign: 'left',
              }}
            >
              <SeriesSwatch colour={series.colour} isDashed={series.dash !== undefined} />
              <span>{middleEllipsis(series.name, NAME_LENGTH)}</span>
              {!isTable && (
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {formatValue(figures.last ?? null, unit)}
                </Box>
              )}
            </ButtonBase>
          );
          if (!isTable) return <li key={series.id}>{button}</li>;
          return (
            <tr key={series.id}>
              <Box component="td" sx={{ textAlign: 'left !important' }}>
                {button}
              </Box>
              {form.columns.map((column) => (
                <td key={column}>{formatValue(figures[column] ?? null, unit)}</td>
              ))}
            </tr>
          );
        })}
        {inked.band && !isTable && (
          <Box component="li" sx={{ color: 'text.secondary', lineHeight: '24px' }}>
            {inked.band.count} others (grey band: lowest to highest)
          </Box>
        )}
      </LegendRows>
    </Box>
  );
}

function LegendRows({
  isTable,
  children,
}: {
  readonly isTable: boolean;
  readonly children: React.ReactNode;
}) {
  return isTable ? <tbody>{children}</tbody> : <>{children}</>;
}

const FIGURE_WORDS: Readonly<Record<keyof SeriesFigures, string>> = {
  first: 'First',
  last: 'Last',
  mean: 'Mean',
  min: 'Min',
  max: 'Max',
  sum: 'Sum',
};
