/** A wall clock reading; month and day count from 1. */
export type WallClock = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

/** The zone this browser runs in, as an IANA name. */
export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** `browser` becomes this browser's zone, an unknown name becomes UTC. */
export function resolveZone(choice: string): string {
  const zone = choice === 'browser' || choice === 'local' ? browserZone() : choice;
  return isZone(zone) ? zone : 'UTC';
}

/** True for `UTC` and every IANA name this browser knows. */
export function isZone(zone: string): boolean {
  return formatOf(zone) !== null;
}

/** The wall clock of an instant (epoch ms) in a zone. */
export function epochToZoned(epochMs: number, zone: string): WallClock {
  const parts = (formatOf(zone) ?? utcFormat).formatToParts(epochMs);
  const read = (wanted: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === wanted)?.value ?? 0);
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour') % 24,
    minute: read('minute'),
    second: read('second'),
  };
}

/** Distance of a zone from UTC at an instant, in minutes; positive is east. */
export function zoneOffset(epochMs: number, zone: string): number {
  const wall = epochToZoned(epochMs, zone);
  return Math.round((asUtc(wall) - Math.floor(epochMs / 1000) * 1000) / 60_000);
}

/** The instant of a wall clock in a zone; of two (clocks went back) the earlier, in a hole (clocks went on) the later side. */
export function zonedToEpoch(wall: WallClock, zone: string): number {
  const naive = asUtc(wall);
  const candidates = [-86_400_000, 86_400_000].map(
    (around) => naive - zoneOffset(naive + around, zone) * 60_000,
  );
  const matching = candidates.filter((epochMs) => asUtc(epochToZoned(epochMs, zone)) === naive);
  return matching.length > 0 ? Math.min(...matching) : Math.max(...candidates);
}

/** True when the wall clock shows the same time again an hour later or earlier. */
export function isAmbiguous(epochMs: number, zone: string): boolean {
  const wall = asUtc(epochToZoned(epochMs, zone));
  const near = [-3_600_000, -1_800_000, 1_800_000, 3_600_000];
  return near.some((by) => asUtc(epochToZoned(epochMs + by, zone)) === wall);
}

function asUtc(wall: WallClock): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
}

// At most one formatter per zone that was shown; 64 zones, then the cache starts anew.
const formats = new Map<string, Intl.DateTimeFormat | null>();
const maxFormats = 64;
const utcFormat = createFormat('UTC');

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  if (formats.size >= maxFormats) formats.clear();
  const format = tryFormat(zone);
  formats.set(zone, format);
  return format;
}

function tryFormat(zone: string): Intl.DateTimeFormat | null {
  try {
    return createFormat(zone);
  } catch {
    return null; // the browser does not know this zone
  }
}

function createFormat(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
