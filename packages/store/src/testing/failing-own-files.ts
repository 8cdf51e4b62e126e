import { ownFiles, type OwnFiles } from '../own-files.ts';

/** How the n-th operation fails. Of a short write the first bytes are taken; on a full disk everything after it fails. */
export type OwnFailure = 'EIO' | 'ENOSPC' | 'short write' | 'short write on a full disk';

/** File operations of which the n-th fails, counted from 1, and how many were asked for. */
export function failingOwnFiles(
  nth: number,
  how: OwnFailure,
  shortBytes = 7,
): { readonly files: OwnFiles; readonly count: () => number } {
  let count = 0;
  let isFull = false;
  const step = <T>(work: () => T): T => {
    count += 1;
    if (isFull || (count === nth && (how === 'EIO' || how === 'ENOSPC')))
      throw failed(how === 'EIO' ? 'EIO' : 'ENOSPC');
    return work();
  };
  return {
    count: () => count,
    files: {
      open: (path, flags) => step(() => ownFiles.open(path, flags)),
      write: (descriptor, bytes, at) =>
        step(() => {
          if (count !== nth) return ownFiles.write(descriptor, bytes, at);
          isFull = how === 'short write on a full disk';
          return ownFiles.write(descriptor, bytes.subarray(0, shortBytes), at);
        }),
      sync: (descriptor) => step(() => ownFiles.sync(descriptor)),
      // The descriptor is given back in any case, as the system does; a full disk lets files be closed and removed.
      close: (descriptor) => {
        ownFiles.close(descriptor);
        if (!isFull) step(() => undefined);
      },
      rename: (from, to) => step(() => ownFiles.rename(from, to)),
      link: (from, to) => step(() => ownFiles.link(from, to)),
      remove: (path) => (isFull ? ownFiles.remove(path) : step(() => ownFiles.remove(path))),
    },
  };
}

function failed(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}
