/** The two appearances of the console. */
export type Mode = 'light' | 'dark';

/** A hex colour. */
export type Hex = `#${string}`;

/** Colours of surfaces, text and lines in one mode; every value is a hex colour. */
export type Palette = {
  readonly app: Hex;
  readonly surface: Hex;
  readonly sunken: Hex;
  readonly raised: Hex;
  readonly text: Hex;
  readonly textSecondary: Hex;
  readonly textMuted: Hex;
  readonly disabled: Hex;
  readonly border: Hex;
  readonly grid: Hex;
  readonly control: Hex;
  readonly accent: Hex;
  readonly accentHover: Hex;
  readonly onAccent: Hex;
  readonly accentSubtle: Hex;
  readonly link: Hex;
  readonly focus: Hex;
};

/** The status classes that have a colour of their own; waiting, stopped and unknown share the grey one. */
export type StatusHue = 'failed' | 'degraded' | 'healthy' | 'active' | 'waiting';

/** Ink and tint of one status. */
export type StatusColour = { readonly ink: Hex; readonly tint: Hex };

/** Surfaces, text and lines of both modes, with the contrast that `tokens.test.ts` recomputes. */
export const palettes: Readonly<Record<Mode, Palette>> = {
  light: {
    app: '#F4F5F8',
    surface: '#FFFFFF',
    sunken: '#E9ECF1',
    raised: '#FFFFFF',
    text: '#171B24',
    textSecondary: '#454F5F',
    textMuted: '#5A6576',
    disabled: '#8D96A5',
    border: '#DCE0E7',
    grid: '#E4E7EC',
    control: '#76818F',
    accent: '#4A3FC4',
    accentHover: '#3A309F',
    onAccent: '#FFFFFF',
    accentSubtle: '#ECEBFB',
    link: '#3F38B8',
    focus: '#4A3FC4',
  },
  dark: {
    app: '#0F1218',
    surface: '#171B22',
    sunken: '#0B0E13',
    raised: '#1F242D',
    text: '#E9ECF2',
    textSecondary: '#B8C0CC',
    textMuted: '#98A2B1',
    disabled: '#6A7482',
    border: '#2C333E',
    grid: '#2C333E',
    control: '#7A8594',
    accent: '#A9A3FF',
    accentHover: '#C3BFFF',
    onAccent: '#14122E',
    accentSubtle: '#28264C',
    link: '#B6B1FF',
    focus: '#C3BFFF',
  },
};

/** Ink and tint per status; the icon and the word are mandatory beside them. */
export const statusColours: Readonly<Record<Mode, Readonly<Record<StatusHue, StatusColour>>>> = {
  light: {
    failed: { ink: '#B42318', tint: '#FDECEA' },
    degraded: { ink: '#875600', tint: '#FFF3DB' },
    healthy: { ink: '#1B6E3C', tint: '#E5F4EA' },
    active: { ink: '#1D5BB8', tint: '#E7F0FD' },
    waiting: { ink: '#4F5A6A', tint: '#E9ECF1' },
  },
  dark: {
    failed: { ink: '#FF8A80', tint: '#3B1917' },
    degraded: { ink: '#F2B84B', tint: '#352810' },
    healthy: { ink: '#5CCB86', tint: '#12301F' },
    active: { ink: '#82B4FF', tint: '#152A4A' },
    waiting: { ink: '#B8C0CC', tint: '#262C36' },
  },
};

/** The ten series colours in fixed slot order: blue, orange, teal, magenta, violet, yellow, sky, brown, green, slate. */
export const categorical: Readonly<Record<Mode, readonly string[]>> = {
  light: [
    '#243CB0',
    '#A64A00',
    '#2D8C7A',
    '#D75DB9',
    '#591376',
    '#8D940C',
    '#0D94E0',
    '#743B1E',
    '#217549',
    '#2D384A',
  ],
  dark: [
    '#5BA8FE',
    '#F79E77',
    '#47F2F7',
    '#DB5396',
    '#7E67E6',
    '#F6DF6E',
    '#52CDFE',
    '#AE6D56',
    '#58AA1D',
    '#AAB2BE',
  ],
};

/** Heatmap ramp from low to high; lightness is strictly monotone. */
export const sequential: Readonly<Record<Mode, readonly string[]>> = {
  light: ['#BFFCFF', '#5AE0FD', '#02BBF2', '#0093DE', '#326BB8', '#3C4B7F', '#313142'],
  dark: ['#2B235D', '#2E4090', '#1464BB', '#058CCD', '#10B3E1', '#4BD8EE', '#A0F7F6'],
};

/** Corner radii in px. */
export const radius = { control: 4, panel: 6, dialog: 8, chip: 999 } as const;

/** Durations in ms; all of them are 0 under `prefers-reduced-motion`. */
export const motion = { hover: 120, drawer: 200 } as const;

/** Font stacks; the first name of each is served from this origin. */
export const fonts = {
  sans: '"IBM Plex Sans Variable", "Plex Fallback", system-ui, sans-serif',
  mono: '"IBM Plex Mono", ui-monospace, monospace',
} as const;

/** How much room rows and controls take. */
export type Density = 'compact' | 'comfortable';

/** Heights and gaps in px per density. */
export const densities: Readonly<
  Record<
    Density,
    { readonly row: number; readonly control: number; readonly header: number; readonly gap: number }
  >
> = {
  compact: { row: 32, control: 30, header: 32, gap: 8 },
  comfortable: { row: 40, control: 36, header: 36, gap: 12 },
};

/** Widths in px at which the layout changes. */
export const breakpoints = { xs: 0, sm: 600, md: 768, lg: 1280, xl: 1920 } as const;
