const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Milliseconds of `15m`, `1h30m`, `7d` or `1:30` (hours and minutes); null for anything else. */
export function parseDuration(text: string): number | null {
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(text.trim());
  if (clock) return Number(clock[1]) * unitMs.h + Number(clock[2]) * unitMs.m;
  const trimmed = text.trim();
  if (!/^(\d+(ms|s|m|h|d|w))+$/.test(trimmed)) return null;
  let total = 0;
  for (const [, count, unit] of trimmed.matchAll(/(\d+)(ms|s|m|h|d|w)/g))
    total += Number(count) * unitOf(unit);
  return total > 0 ? total : null;
}

/** The shortest Perses spelling of a duration in ms: `90000` is `1m30s`. */
export function printDuration(ms: number): string {
  let rest = Math.max(0, Math.round(ms));
  if (rest === 0) return '0s';
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const count = Math.floor(rest / unitMs[unit]);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * unitMs[unit];
  }
  return text;
}

/** The length in words a label uses: `1 h`, `7 d`, `1 h 30 m`. */
export function durationLabel(ms: number): string {
  if (ms === unitMs.d) return '24 h';
  return printDuration(ms)
    .replaceAll(/(\d+)([a-z]+)/g, '$1 $2 ')
    .trim();
}

function unitOf(unit: string | undefined): number {
  const found = Object.entries(unitMs).find(([name]) => name === unit);
  return found?.[1] ?? 0;
}
