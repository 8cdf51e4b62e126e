import Box from '@mui/material/Box';
import ArrowAll from 'mdi-material-ui/ArrowAll';
import MinusBoxOutline from 'mdi-material-ui/MinusBoxOutline';
import PencilBoxOutline from 'mdi-material-ui/PencilBoxOutline';
import PlusBoxOutline from 'mdi-material-ui/PlusBoxOutline';
import type { PanelMark } from './compared-panels.ts';

const LOOKS = {
  added: { Icon: PlusBoxOutline, colour: 'success.main', word: 'Added' },
  removed: { Icon: MinusBoxOutline, colour: 'error.main', word: 'Removed' },
  changed: { Icon: PencilBoxOutline, colour: 'warning.main', word: 'Changed' },
  moved: { Icon: ArrowAll, colour: 'info.main', word: 'Moved' },
} as const;

/** What happened to a panel: sign, then word, then colour. */
export function MarkLabel({
  mark,
  isIconOnly = false,
}: {
  readonly mark: PanelMark;
  readonly isIconOnly?: boolean;
}) {
  const { Icon, colour, word } = LOOKS[mark];
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, color: colour, flex: 'none' }}
    >
      <Icon fontSize="small" aria-hidden={!isIconOnly} titleAccess={isIconOnly ? word : undefined} />
      {!isIconOnly && word}
    </Box>
  );
}

/** The colour of the border around what is marked. */
export function markColour(marks: readonly PanelMark[]): string {
  const [first] = marks;
  return first === undefined ? 'divider' : LOOKS[first].colour;
}
