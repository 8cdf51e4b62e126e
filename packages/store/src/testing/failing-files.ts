import type { FileOperations, OpenFile } from '../file-operations.ts';

/** File operations of which some fail, and how many were asked for. */
export interface FailingFiles {
  readonly files: FileOperations;
  readonly count: () => number;
}

/**
 * Lets the n-th operation fail, counted over files and folders from 1. `once` is a disk that recovers; `from then on` is what
 * a process that was killed there leaves behind: nothing after that moment happens.
 */
export function failingFiles(
  real: FileOperations,
  nth: number,
  how: 'once' | 'from then on',
  code = 'EIO',
): FailingFiles {
  let count = 0;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    count += 1;
    if (count === nth || (how === 'from then on' && count > nth)) {
      throw Object.assign(new Error(`${code}: injected at operation ${count}`), { code });
    }
    return work();
  };
  const wrapped = (file: OpenFile): OpenFile => ({
    read: (into) => step(() => file.read(into)),
    write: (bytes) => step(() => file.write(bytes)),
    sync: () => step(() => file.sync()),
    // The descriptor is given back in any case, as the system does.
    close: async () => {
      await file.close();
      await step(async () => undefined);
    },
  });
  return {
    count: () => count,
    files: {
      openToRead: (path) => step(async () => wrapped(await real.openToRead(path))),
      create: (path) => step(async () => wrapped(await real.create(path))),
      size: (path) => step(() => real.size(path)),
      rename: (from, to) => step(() => real.rename(from, to)),
      link: (from, to) => step(() => real.link(from, to)),
      remove: (path) => step(() => real.remove(path)),
      syncFolder: (path) => step(() => real.syncFolder(path)),
    },
  };
}
