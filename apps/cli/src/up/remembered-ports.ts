import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one start tells the next, so that URLs in documents stay true where they can. */
export interface RememberedPorts {
  readonly read: (name: string) => number | null;
  readonly readText: (name: string) => string | null;
  readonly write: (values: Readonly<Record<string, number | string>>) => void;
}

/** Keeps ports and URLs in `ports.json` of the run folder; a damaged file counts as empty. */
export function rememberedPorts(runFolder: string): RememberedPorts {
  const file = join(runFolder, 'ports.json');
  const values = readValues(file);
  return {
    read: (name) => {
      const value = values.get(name);
      return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536
        ? value
        : null;
    },
    readText: (name) => {
      const value = values.get(name);
      return typeof value === 'string' ? value : null;
    },
    write: (more) => writeFileSync(file, JSON.stringify({ ...Object.fromEntries(values), ...more })),
  };
}

function readValues(file: string): ReadonlyMap<string, unknown> {
  if (!existsSync(file)) return new Map();
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : new Map();
  } catch {
    // Cut short by a crash: the next ports are simply chosen anew.
    return new Map();
  }
}
