import { createTheme, type Theme } from '@mui/material/styles';
import { componentOverrides } from './component-overrides.ts';
import {
  breakpoints,
  fonts,
  palettes,
  radius,
  statusColours,
  type Density,
  type Hex,
  type Mode,
} from './tokens.ts';

/** What the console adds to MUI's palette; the Perses components read the same keys. */
type ExtraBackground = {
  readonly navigation: string;
  readonly overlay: string;
  readonly code: string;
  readonly tooltip: string;
  readonly lighter: string;
  readonly border: string;
};

declare module '@mui/material/styles' {
  interface TypeBackground extends ExtraBackground {}
}

/** The one MUI theme of the console, derived from the tokens. */
export function createMuiTheme(mode: Mode, density: Density): Theme {
  const palette = palettes[mode];
  const status = statusColours[mode];
  const text = (px: number, line: number, weight: number) => ({
    fontSize: `${px / 16}rem`,
    lineHeight: `${line}px`,
    fontWeight: weight,
    letterSpacing: 0,
  });
  const tone = (main: string, tint: string) => ({
    main,
    dark: main,
    light: tint,
    contrastText: palette.surface,
  });
  return createTheme({
    breakpoints: { values: { ...breakpoints } },
    shape: { borderRadius: radius.control },
    palette: {
      mode,
      primary: {
        main: palette.accent,
        dark: palette.accentHover,
        light: palette.accentSubtle,
        contrastText: palette.onAccent,
      },
      secondary: {
        main: palette.textSecondary,
        dark: palette.text,
        light: palette.sunken,
        contrastText: palette.surface,
      },
      error: tone(status.failed.ink, status.failed.tint),
      warning: tone(status.degraded.ink, status.degraded.tint),
      success: tone(status.healthy.ink, status.healthy.tint),
      info: tone(status.active.ink, status.active.tint),
      text: { primary: palette.text, secondary: palette.textSecondary, disabled: palette.disabled },
      divider: palette.border,
      background: {
        default: palette.app,
        paper: palette.surface,
        navigation: palette.surface,
        overlay: 'rgba(11, 14, 19, 0.6)',
        code: palette.sunken,
        tooltip: palette.raised,
        lighter: palette.sunken,
        border: palette.border,
      },
      ...designSystem(mode),
    },
    typography: {
      fontFamily: fonts.sans,
      fontWeightMedium: 600,
      fontWeightBold: 600,
      h1: text(20, 28, 600),
      h2: text(16, 24, 600),
      h3: text(14, 20, 600),
      h4: text(14, 20, 600),
      h5: text(14, 20, 600),
      h6: text(14, 20, 600),
      subtitle1: text(14, 20, 600),
      subtitle2: { ...text(14, 20, 600), textTransform: 'none' },
      body1: text(14, 20, 400),
      body2: text(13, 18, 400),
      caption: text(12, 16, 400),
      button: { ...text(14, 20, 600), textTransform: 'none' },
      overline: { ...text(12, 16, 400), textTransform: 'none' },
    },
    components: componentOverrides(mode, density),
  });
}

/** The colour scales that Perses components look up under `palette.designSystem`. */
function designSystem(mode: Mode) {
  const light = palettes.light;
  const dark = palettes.dark;
  const ordered = {
    50: light.app,
    100: light.border,
    150: light.border,
    200: '#C3C9D3' as const,
    300: light.disabled,
    400: light.control,
    500: light.textMuted,
    600: dark.disabled,
    700: dark.border,
    800: dark.raised,
    850: dark.surface,
    900: dark.app,
    950: dark.sunken,
  };
  const scale = (ink: Hex, tint: Hex) => ({
    50: tint,
    100: tint,
    150: tint,
    200: tint,
    300: ink,
    400: ink,
    500: ink,
    600: ink,
    700: ink,
    800: ink,
    850: ink,
    900: ink,
    950: ink,
  });
  const status = statusColours[mode];
  return {
    designSystem: {
      grey: ordered,
      blue: scale(status.active.ink, status.active.tint),
      green: scale(status.healthy.ink, status.healthy.tint),
      orange: scale(status.degraded.ink, status.degraded.tint),
      red: scale(status.failed.ink, status.failed.tint),
      purple: scale(palettes[mode].accent, palettes[mode].accentSubtle),
    },
  };
}
