/** The bounds of an archive, on the way in and on the way out. */
export const transferLimits = {
  /** Files in one archive; a project of 10 000 dashboards has room five times. */
  entries: 50_000,
  /** Bytes of one file; a document may have 5 MiB. */
  entryBytes: 5 * 1024 * 1024,
  /** Bytes of the manifest, which names every file. */
  manifestBytes: 16 * 1024 * 1024,
  /** Bytes of all files together, unpacked; they wait on disk, not in memory. */
  decodedBytes: 2 * 1024 * 1024 * 1024,
  /** Bytes of the archive as it is sent. */
  archiveBytes: 512 * 1024 * 1024,
  /** Unpacked bytes for each packed byte, looked at above `ratioFromBytes`; JSON packs to a tenth, seldom to a fiftieth. */
  ratio: 250,
  ratioFromBytes: 16 * 1024 * 1024,
  /** Characters of a file's name with its folders. */
  nameCharacters: 512,
  /** Imports and exports that run at once; more are refused until one ends. */
  running: 4,
  /** Changes that a report shows of one document. */
  diffEntries: 50,
} as const;
