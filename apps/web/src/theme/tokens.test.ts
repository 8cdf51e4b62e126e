import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, distance, type Vision } from './contrast.ts';
import { categorical, palettes, sequential, statusColours, type Mode, type Palette } from './tokens.ts';

const modes = ['light', 'dark'] as const satisfies readonly Mode[];
const round = (value: number, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits;

/** The table of the visual language: contrast on surface, on the app background, and on the worse of sunken and raised. */
const stated: Readonly<Record<Mode, readonly (readonly [keyof Palette, number, number, number])[]>> = {
  light: [
    ['text', 17.2, 15.8, 14.6],
    ['textSecondary', 8.3, 7.6, 7.0],
    ['textMuted', 5.9, 5.4, 5.0],
    ['disabled', 3.0, 2.7, 2.5],
    ['control', 4.0, 3.6, 3.3],
    ['link', 8.5, 7.8, 7.2],
  ],
  dark: [
    ['text', 14.6, 15.8, 13.2],
    ['textSecondary', 9.4, 10.2, 8.5],
    ['textMuted', 6.7, 7.3, 6.0],
    ['disabled', 3.6, 4.0, 3.3],
    ['control', 4.6, 5.0, 4.2],
    ['link', 8.8, 9.6, 8.0],
  ],
};

describe('text and lines', () => {
  for (const mode of modes) {
    const palette = palettes[mode];
    it.each(stated[mode])(`${mode} %s has the stated contrast`, (token, onSurface, onApp, worst) => {
      const on = (background: string) => round(contrast(palette[token], background));
      expect([
        on(palette.surface),
        on(palette.app),
        Math.min(on(palette.sunken), on(palette.raised)),
      ]).toEqual([onSurface, onApp, worst]);
    });

    it(`${mode} accent, selection and focus ring are as stated`, () => {
      const pairs = [
        contrast(palette.accent, palette.surface),
        contrast(palette.onAccent, palette.accent),
        contrast(palette.link, palette.accentSubtle),
        contrast(palette.focus, palette.surface),
        contrast(palette.focus, palette.app),
      ].map((value) => round(value));
      expect(pairs).toEqual(mode === 'light' ? [7.5, 7.5, 7.2, 7.5, 6.9] : [7.7, 8.1, 7.3, 10.0, 10.9]);
    });
  }

  it('paints the page before the script with the same colours', () => {
    const css = readFileSync(new URL('./global.css', import.meta.url), 'utf8').toLowerCase();
    for (const mode of modes) {
      for (const key of ['app', 'text', 'focus'] as const) {
        expect(css).toContain(`--${key}: ${palettes[mode][key].toLowerCase()}`);
      }
    }
  });
});

describe('status colours', () => {
  it.each([
    ['light', 'failed', 6.6, 5.7],
    ['light', 'degraded', 6.2, 5.7],
    ['light', 'healthy', 6.3, 5.5],
    ['light', 'active', 6.5, 5.6],
    ['light', 'waiting', 7.0, 5.9],
    ['dark', 'failed', 7.6, 6.9],
    ['dark', 'degraded', 9.6, 8.0],
    ['dark', 'healthy', 8.5, 7.0],
    ['dark', 'active', 8.2, 6.8],
    ['dark', 'waiting', 9.4, 7.7],
  ] as const)('%s %s reads %d on the surface and %d on its tint', (mode, hue, onSurface, onTint) => {
    const { ink, tint } = statusColours[mode][hue];
    expect(round(contrast(ink, palettes[mode].surface))).toBe(onSurface);
    expect(round(contrast(ink, tint))).toBe(onTint);
  });
});

describe('series colours', () => {
  it.each([
    ['light', [8.9, 5.8, 4.1, 3.4, 11.8, 3.3, 3.3, 8.8, 5.7, 11.8]],
    ['dark', [7.0, 8.3, 12.6, 4.7, 4.1, 12.9, 9.5, 4.2, 5.9, 8.1]],
  ] as const)(
    '%s slots have the stated contrast and are at least 3:1 on both backgrounds',
    (mode, expected) => {
      const { surface, app } = palettes[mode];
      expect(categorical[mode].map((colour) => round(contrast(colour, surface)))).toEqual(expected);
      for (const colour of categorical[mode]) expect(contrast(colour, app)).toBeGreaterThanOrEqual(3);
    },
  );

  it.each([
    ['light', 6, [14.3, 11.6, 9.9, 13.0]],
    ['light', 10, [8.9, 8.0, 8.0, 8.2]],
    ['dark', 6, [16.1, 13.4, 12.6, 14.1]],
    ['dark', 10, [10.0, 8.3, 8.1, 8.5]],
  ] as const)('%s: the first %d differ by at least the stated distances', (mode, count, expected) => {
    const colours = categorical[mode].slice(0, count);
    const visions: readonly Vision[] = ['normal', 'protan', 'deutan', 'tritan'];
    const smallest = visions.map((vision) =>
      Math.min(...colours.flatMap((a, i) => colours.slice(i + 1).map((b) => distance(a, b, vision)))),
    );
    smallest.forEach((value, i) => expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThan(0.3));
  });

  it.each(modes)('%s heatmap ramp keeps neighbours at least 9 apart for every vision', (mode) => {
    const ramp = sequential[mode];
    const visions: readonly Vision[] = ['normal', 'protan', 'deutan', 'tritan'];
    for (const vision of visions) {
      ramp.slice(1).forEach((colour, i) => {
        expect(distance(colour, ramp[i] ?? '', vision)).toBeGreaterThan(8.9);
      });
    }
  });
});
