import { createTheme, type Theme } from '@mui/material/styles';
import { palettes, type Mode } from '../../theme/tokens.ts';

/** The console's theme with the grey scale that Perses components expect: it runs the other way round in dark. */
export function createPersesTheme(theme: Theme, mode: Mode): Theme {
  const palette = palettes[mode];
  return createTheme(theme, {
    palette: {
      grey: {
        50: palette.sunken,
        100: palette.border,
        200: palette.border,
        300: palette.border,
        400: palette.disabled,
        500: palette.control,
        600: palette.textMuted,
        700: palette.textSecondary,
        800: palette.text,
        900: palette.text,
      },
    },
  });
}
