import type { ThemeOptions } from '@mui/material/styles';
import { densities, fonts, motion, palettes, radius, type Density, type Mode } from './tokens.ts';

/** Shapes, borders and heights of the MUI components: flat panels, shadows only on what floats, one focus ring. */
export function componentOverrides(mode: Mode, density: Density): NonNullable<ThemeOptions['components']> {
  const palette = palettes[mode];
  const size = densities[density];
  const shadow = (level: 1 | 2 | 3) => floating(mode, level);
  const flat = { backgroundImage: 'none' };
  return {
    MuiButtonBase: { defaultProps: { disableRipple: true, disableTouchRipple: true } },
    MuiButton: {
      defaultProps: { disableElevation: true, size: 'small' },
      styleOverrides: {
        root: {
          minHeight: size.control,
          minWidth: 24,
          padding: '0 12px',
          transition: `background-color ${motion.hover}ms, border-color ${motion.hover}ms`,
          '@media (pointer: coarse)': { minHeight: 44 },
        },
        outlined: { borderColor: palette.control, color: palette.text },
        text: { color: palette.link },
      },
    },
    MuiIconButton: {
      styleOverrides: {
        root: {
          borderRadius: radius.control,
          padding: 4,
          minWidth: size.control,
          minHeight: size.control,
          color: palette.textSecondary,
          '@media (pointer: coarse)': { minWidth: 44, minHeight: 44 },
        },
      },
    },
    MuiSvgIcon: { styleOverrides: { root: { fontSize: 20 }, fontSizeSmall: { fontSize: 16 } } },
    MuiPaper: {
      styleOverrides: {
        root: flat,
        outlined: { borderColor: palette.border, borderRadius: radius.panel },
      },
    },
    MuiCard: { styleOverrides: { root: { ...flat, borderRadius: radius.panel } } },
    MuiMenu: {
      styleOverrides: { paper: { ...shadow(1), borderRadius: radius.panel }, list: { padding: '4px 0' } },
    },
    MuiPopover: { styleOverrides: { paper: { ...shadow(1), borderRadius: radius.panel } } },
    MuiAutocomplete: { styleOverrides: { paper: { ...shadow(1), borderRadius: radius.panel } } },
    MuiDrawer: { styleOverrides: { paper: { ...shadow(2) } } },
    MuiDialog: { styleOverrides: { paper: { ...shadow(3), borderRadius: radius.dialog } } },
    MuiDialogTitle: {
      styleOverrides: { root: { fontSize: '1rem', lineHeight: '24px', padding: '16px 24px 8px' } },
    },
    MuiMenuItem: {
      styleOverrides: {
        root: {
          minHeight: size.row,
          fontSize: '0.875rem',
          '&.Mui-selected': { backgroundColor: palette.accentSubtle },
          '@media (pointer: coarse)': { minHeight: 44 },
        },
      },
    },
    MuiTooltip: {
      defaultProps: { enterDelay: 300, describeChild: false },
      styleOverrides: {
        tooltip: {
          ...shadow(1),
          color: palette.text,
          fontSize: '0.8125rem',
          lineHeight: '18px',
          fontWeight: 400,
          padding: '4px 8px',
          maxWidth: 360,
        },
        arrow: { color: palette.raised },
      },
    },
    MuiChip: {
      styleOverrides: {
        root: { borderRadius: radius.chip, height: 24, fontSize: '0.75rem', lineHeight: '16px' },
        outlined: { borderColor: palette.control },
        icon: { marginLeft: 8, marginRight: -2 },
      },
    },
    MuiFormControl: { defaultProps: { size: 'small' } },
    MuiTextField: { defaultProps: { size: 'small' } },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { fontSize: '0.875rem', '@media (pointer: coarse)': { minHeight: 44 } },
        notchedOutline: { borderColor: palette.control },
        inputSizeSmall: { height: 20, padding: `${(size.control - 20) / 2}px 10px` },
      },
    },
    MuiInputLabel: { styleOverrides: { root: { fontSize: '0.875rem' } } },
    MuiTabs: {
      styleOverrides: { root: { minHeight: 36 }, indicator: { height: 2 } },
    },
    MuiTab: {
      styleOverrides: {
        root: {
          minHeight: 36,
          minWidth: 48,
          padding: '8px 12px',
          color: palette.textSecondary,
          '&.Mui-selected': { color: palette.link },
        },
      },
    },
    // Text for screen readers is placed absolutely: it has to scroll with its table, or it widens the whole page.
    MuiTableContainer: { styleOverrides: { root: { position: 'relative' } } },
    MuiTableCell: {
      styleOverrides: {
        root: {
          fontSize: '0.8125rem',
          lineHeight: '18px',
          padding: `${(size.row - 19) / 2}px 12px`,
          borderColor: palette.border,
        },
        head: { color: palette.textSecondary, fontWeight: 600, whiteSpace: 'nowrap' },
      },
    },
    MuiAlert: {
      styleOverrides: { root: { borderRadius: radius.panel, fontSize: '0.875rem', lineHeight: '20px' } },
    },
    MuiLink: { styleOverrides: { root: { color: palette.link, textUnderlineOffset: 2 } } },
    MuiCssBaseline: {
      styleOverrides: {
        body: { backgroundColor: palette.app, color: palette.text, fontSize: '0.875rem', lineHeight: '20px' },
        'code, kbd, pre': { fontFamily: fonts.mono, fontSize: '0.8125rem' },
        a: { color: palette.link },
        // The colour of CodeMirror's own is too pale on our surfaces.
        '.cm-editor .cm-placeholder': { color: palette.textMuted },
      },
    },
  };
}

/** The surface of what floats: a shadow in light, a lighter surface in dark. */
function floating(mode: Mode, level: 1 | 2 | 3) {
  const shadows = {
    1: '0 2px 8px rgba(23, 27, 36, 0.16)',
    2: '0 4px 20px rgba(23, 27, 36, 0.18)',
    3: '0 8px 36px rgba(23, 27, 36, 0.24)',
  };
  const palette = palettes[mode];
  return {
    backgroundColor: palette.raised,
    backgroundImage: 'none',
    border: `1px solid ${palette.border}`,
    boxShadow: mode === 'light' ? shadows[level] : '0 2px 12px rgba(0, 0, 0, 0.5)',
  };
}
