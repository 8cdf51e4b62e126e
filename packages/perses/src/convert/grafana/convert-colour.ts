import type { JsonValue } from '../../json-reader.ts';
import { text } from './loose-json.ts';

/** The colour as `#rrggbb`, which every Perses panel takes; undefined for what is no fixed colour. */
export function convertColour(value: JsonValue | undefined): string | undefined {
  const name = text(value)?.trim().toLowerCase();
  if (name === undefined) return undefined;
  if (/^#[0-9a-f]{6}$/.test(name)) return name;
  if (/^#[0-9a-f]{8}$/.test(name)) return name.slice(0, 7);
  if (/^#[0-9a-f]{3}$/.test(name)) return name.replaceAll(/[0-9a-f]/g, '$&$&');
  const channels = /^rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)/.exec(name)?.slice(1);
  if (channels !== undefined) {
    return `#${channels.map((one) => Math.min(255, Number(one)).toString(16).padStart(2, '0')).join('')}`;
  }
  const [, shade = '', hue = ''] = /^((?:super-light|light|semi-dark|dark)-)?([a-z]+)$/.exec(name) ?? [];
  return hues.get(hue)?.[shades.indexOf(shade)];
}

// Shades of Grafana's classic palette, from dark to light.
const shades = ['dark-', 'semi-dark-', '', 'light-', 'super-light-'];
const hues: ReadonlyMap<string, readonly string[]> = new Map([
  ['red', ['#c4162a', '#e02f44', '#f2495c', '#ff7383', '#ffa6b0']],
  ['orange', ['#fa6400', '#ff780a', '#ff9830', '#ffb357', '#ffcb7d']],
  ['yellow', ['#e0b400', '#f2cc0c', '#fade2a', '#ffee52', '#fff899']],
  ['green', ['#37872d', '#56a64b', '#73bf69', '#96d98d', '#c8f2c2']],
  ['blue', ['#1f60c4', '#3274d9', '#5794f2', '#8ab8ff', '#c0d8ff']],
  ['purple', ['#8f3bb8', '#a352cc', '#b877d9', '#ca95e5', '#deb6f2']],
  ['gray', ['#6e7077', '#6e7077', '#8e8e8e', '#c7d0d9', '#c7d0d9']],
  ['white', ['#ffffff', '#ffffff', '#ffffff', '#ffffff', '#ffffff']],
  ['black', ['#000000', '#000000', '#000000', '#000000', '#000000']],
]);
