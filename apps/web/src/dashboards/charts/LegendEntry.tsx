import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { Name } from '../../components/Name.tsx';
import { SeriesSwatch } from './SeriesSwatch.tsx';
import type { InkedSeries } from './time-chart-model.ts';

/** A name in the list loses its middle beyond this, and wherever the panel is narrower: rows have one height. */
const NAME_IN_LIST = { maxWidth: '42ch' } as const;

/** Colour, name and last value of one curve, as the button that shows it alone. */
export function LegendEntry(props: {
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
