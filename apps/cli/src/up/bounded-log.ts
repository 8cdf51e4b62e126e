import { openLogFile } from '@hecate/components';
import pino from 'pino';

/** Where log lines go: a file that turns over, behind a buffer that loses lines rather than memory while the disk takes none. */
export interface BoundedLog {
  readonly write: (line: string) => void;
  /** Bytes that wait for the disk, how many may, and how many lines were lost. */
  readonly waiting: () => { readonly size: number; readonly limit: number; readonly evicted: number };
}

/** Lines of a few seconds under load. */
const waitingLimitBytes = 4_000_000;

/** Opens the log; a disk that is full or fails costs lines, and never the process. */
export function openBoundedLog(file: string, limit = waitingLimitBytes): BoundedLog {
  const { descriptor } = openLogFile(file);
  const destination = pino.destination({ dest: descriptor, sync: false, maxLength: limit });
  let size = 0;
  let lost = 0;
  destination.on('write', (bytes: number) => {
    size = Math.max(0, size - bytes);
  });
  destination.on('drop', (line: string) => {
    size -= Buffer.byteLength(line);
    lost += 1;
  });
  // What could not be written stays in the buffer and is tried again with the next line.
  destination.on('error', () => null);
  return {
    write: (line) => {
      size += Buffer.byteLength(line);
      destination.write(line);
    },
    waiting: () => ({ size, limit, evicted: lost }),
  };
}
