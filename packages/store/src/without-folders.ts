import { basename, isAbsolute } from 'node:path';

/** A value of a message without the folders of this machine, for readers that are not at it: of an absolute path the name is left. */
export function withoutFolders(value: string): string {
  if (isAbsolute(value)) return basename(value);
  return (
    value
      // As Node quotes the path of a file operation that failed.
      .replaceAll(/'\/(?:[^']*\/)?([^'/]*)'/g, "'$1'")
      .replaceAll(/(^|[\s("=])\/(?:[^\s/'"]+\/)+/g, '$1')
  );
}
