import { existsSync, renameSync, statSync } from 'node:fs';

/** Largest log file that a start continues; a larger one becomes `….1` and the one before it goes. Bounds two files. */
const maxBytes = 20_000_000;

/** Opens a log file for appending, turning over one that has grown past the bound. */
export function openBoundedLog<Destination>(
  file: string,
  open: (options: { readonly dest: string; readonly sync: boolean; readonly mkdir: boolean }) => Destination,
): Destination {
  if (existsSync(file) && statSync(file).size > maxBytes) renameSync(file, `${file}.1`);
  return open({ dest: file, sync: false, mkdir: true });
}
