import Box from '@mui/material/Box';
import { clock } from '../../format/time.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { DRAFT_CHARACTERS, type DraftKept } from './draft-store.ts';

/** One line in the toolbar: how many changes there are, and whether this browser keeps them. */
export function DraftState(props: {
  readonly state: DraftKept | undefined;
  readonly count: number;
  readonly isChanged: boolean;
}) {
  const { state, count, isChanged } = props;
  const { zone } = useTimeRange();
  if (!isChanged) return <Box sx={line}>No changes yet</Box>;
  const changes = count === 1 ? '1 change' : `${Math.max(count, 1)} changes`;
  if (state === undefined) return <Box sx={line}>{changes}, not kept yet</Box>;
  switch (state.kind) {
    case 'kept':
      return (
        <Box sx={line}>
          {changes} · draft kept {clock(Date.parse(state.keptAt), zone, true)}
          {state.dropped > 0 &&
            ` · ${state.dropped} older ${state.dropped === 1 ? 'draft' : 'drafts'} dropped for it`}
        </Box>
      );
    case 'full':
      return (
        <Box sx={warning} role="alert">
          {changes} · draft not kept: the storage of this browser is full. Save to keep them.
        </Box>
      );
    case 'forbidden':
      return (
        <Box sx={warning} role="alert">
          {changes} · draft not kept: this browser forbids storage here. Save to keep them.
        </Box>
      );
    case 'too-large':
      return (
        <Box sx={warning} role="alert">
          {changes} · draft not kept: it has {state.characters.toLocaleString('en')} characters, the limit is{' '}
          {DRAFT_CHARACTERS.toLocaleString('en')}. Save to keep them.
        </Box>
      );
  }
}

const line = { typography: 'caption', color: 'text.secondary', fontVariantNumeric: 'tabular-nums' };
const warning = { typography: 'caption', color: 'warning.main', fontWeight: 600 };
