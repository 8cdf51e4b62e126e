import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useVariableDefinitions, useVariableDefinitionStates, VariableList } from '@perses-dev/dashboards';
import { durationLabel } from '../../time/duration.ts';
import { rangeLength } from '../../time/range.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { CalmTime } from './CalmTime.tsx';

const DAY_MS = 86_400_000;

/** The variables of a dashboard in one row, and in words which of them has no value in this range. */
export function VariableBar() {
  const { range, setRange } = useTimeRange();
  const definitions = useVariableDefinitions();
  const states = useVariableDefinitionStates();
  const shown = definitions.filter((one) => one.spec.display?.hidden !== true);
  const empty = shown.filter((one) => {
    const state = states[one.spec.name];
    return (
      one.kind === 'ListVariable' &&
      state !== undefined &&
      !state.loading &&
      state.options !== undefined &&
      state.options.length === 0
    );
  });
  if (definitions.length === 0) return null;
  const lengthMs = rangeLength(range);
  return (
    <Box component="section" aria-label="Variables" sx={{ mb: shown.length === 0 ? 0 : 1.5 }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1,
          pt: shown.length === 0 ? 0 : 0.75,
          '& .MuiLinearProgress-root': { height: 2 },
        }}
      >
        <CalmTime>
          <VariableList />
        </CalmTime>
      </Box>
      {empty.map((one) => (
        <Box
          key={one.spec.name}
          sx={{
            mt: 1,
            color: 'text.secondary',
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            flexWrap: 'wrap',
          }}
        >
          <span>
            <code>{one.spec.name}</code> has no values in the last {durationLabel(lengthMs)}.
          </span>
          {lengthMs < DAY_MS && (
            <Button onClick={() => setRange({ kind: 'relative', pastMs: DAY_MS })}>Try 24 h</Button>
          )}
        </Box>
      ))}
    </Box>
  );
}
