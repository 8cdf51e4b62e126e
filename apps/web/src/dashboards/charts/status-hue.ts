import type { StatusHue } from '../../theme/tokens.ts';

/**
 * The status that a document's fixed colour stands for: red failed, amber degraded, green healthy, blue active, grey waiting.
 * Documents name colours of one theme; the status has an ink with contrast in both. Undefined for what is no colour.
 */
export function statusHueOf(colour: string | undefined): StatusHue | undefined {
  const channels = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:[0-9a-f]{2})?$/i.exec(longHex(colour ?? ''));
  if (!channels) return undefined;
  const [red = 0, green = 0, blue = 0] = channels.slice(1).map((text) => Number.parseInt(text, 16) / 255);
  const high = Math.max(red, green, blue);
  const spread = high - Math.min(red, green, blue);
  if (spread < 0.15) return 'waiting';
  const hue = (hueSextant(red, green, blue, high, spread) * 60 + 360) % 360;
  if (hue < 18 || hue >= 330) return 'failed';
  if (hue < 70) return 'degraded';
  if (hue < 175) return 'healthy';
  return hue < 270 ? 'active' : 'failed';
}

function hueSextant(red: number, green: number, blue: number, high: number, spread: number): number {
  if (high === red) return (green - blue) / spread;
  if (high === green) return (blue - red) / spread + 2;
  return (red - green) / spread + 4;
}

function longHex(colour: string): string {
  return /^#[0-9a-f]{3}$/i.test(colour) ? colour.replaceAll(/[0-9a-f]/gi, '$&$&') : colour;
}
