import { densities, fonts, palettes, statusColours, type Density, type Mode } from './tokens.ts';

/** The tokens as custom properties for the style sheets: `--surface`, `--text-muted`, `--failed`, `--failed-tint`, `--row-size`. */
export function cssVariables(mode: Mode, density: Density): Readonly<Record<string, string>> {
  const colours = Object.entries(palettes[mode]).map(([name, value]) => [`--${kebab(name)}`, value]);
  const status = Object.entries(statusColours[mode]).flatMap(([name, { ink, tint }]) => [
    [`--${name}`, ink],
    [`--${name}-tint`, tint],
  ]);
  const sizes = Object.entries(densities[density]).map(([name, px]) => [`--${name}-size`, `${px}px`]);
  return Object.fromEntries([
    ...colours,
    ...status,
    ...sizes,
    ['--sans', fonts.sans],
    ['--mono', fonts.mono],
    [
      '--float-shadow',
      mode === 'light' ? '0 2px 8px rgba(23, 27, 36, 0.16)' : '0 2px 12px rgba(0, 0, 0, 0.5)',
    ],
  ]);
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
