import { withoutFolders } from '@hecate/store';

/** Every refusal of an archive: HTTP status and text. `{name}` is filled from the detail. */
export const transferErrors = {
  archive_not_gzip: {
    status: 400,
    text: 'the archive is not gzip-compressed: send a .tar.gz, as `hecate export` writes it',
  },
  archive_damaged: {
    status: 400,
    text: 'the archive is damaged or cut short ({reason}): nothing was changed',
  },
  archive_empty: { status: 400, text: 'the archive holds no .json, .yaml or .yml file: nothing was changed' },
  archive_too_large: {
    status: 413,
    text: 'the archive is larger than {limit} MiB: nothing was changed; export projects one by one',
  },
  archive_unpacks_too_large: {
    status: 413,
    text: 'the files of the archive are larger than {limit} MiB together: nothing was changed; export projects one by one',
  },
  archive_ratio: {
    status: 400,
    text: 'the archive unpacks to more than {limit} times its size: nothing was changed; documents do not do that',
  },
  archive_too_many_entries: {
    status: 413,
    text: 'the archive holds more than {limit} files: nothing was changed; export projects one by one',
  },
  entry_too_large: {
    status: 413,
    text: 'the file {name} in the archive has more than {limit} MiB: nothing was changed; take it out',
  },
  entry_name: {
    status: 400,
    text: 'the archive holds a file named {name}, and {reason}: nothing was changed; file names stay below the folder and are plain',
  },
  entry_type: {
    status: 400,
    text: 'the archive holds {name}, which is {type} and no plain file: nothing was changed; take it out',
  },
  entry_duplicate: {
    status: 400,
    text: 'the archive holds the file {name} twice: nothing was changed; take one out',
  },
  document_twice: {
    status: 400,
    text: 'the files {name} and {other} are the same document, {document}: nothing was changed; take one out',
  },
  document_kind: {
    status: 400,
    text: 'the kind {kind} is none that Hecate keeps: see the list of kinds in docs/reference/api.md',
  },
  document_encoding: { status: 400, text: 'the file is not UTF-8 text: save it as UTF-8' },
  outside_project: {
    status: 400,
    text: 'it is not inside a project, and the import goes into the project {project} only',
  },
  no_free_name: {
    status: 409,
    text: 'no free name was found for {name}: rename it in the file, or import with overwrite or skip',
  },
  manifest_mismatch: {
    status: 400,
    text: 'the archive does not agree with its own manifest ({reason}): nothing was changed; export again, or take hecate-manifest.json out of a folder that you edited',
  },
  scratch_failed: {
    status: 507,
    text: 'the archive could not be unpacked on the disk of the server: {reason}. Nothing was changed; free space in its folder {folder} and import again',
  },
  export_empty: { status: 404, text: '{what} not found: there is nothing to export' },
  too_many_transfers: {
    status: 503,
    text: '{limit} imports and exports run already; try again when one has ended',
  },
} as const satisfies Record<string, { readonly status: number; readonly text: string }>;

export type TransferErrorCode = keyof typeof transferErrors;

/** An archive was refused; nothing of it was written. */
export class TransferError extends Error {
  readonly code: TransferErrorCode;
  readonly status: number;
  /** The message for clients, which are told no folder of this machine. */
  readonly publicMessage: string;

  constructor(
    code: TransferErrorCode,
    detail: Readonly<Record<string, string | number>> = {},
    cause?: unknown,
  ) {
    super(filled(transferErrors[code].text, detail, String), cause === undefined ? undefined : { cause });
    this.name = 'TransferError';
    this.code = code;
    this.status = transferErrors[code].status;
    this.publicMessage = filled(transferErrors[code].text, detail, withoutFolders);
  }
}

const longestValue = 120;

function filled(
  text: string,
  detail: Readonly<Record<string, string | number>>,
  told: (value: string) => string,
): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => shown(told(String(detail[name] ?? ''))));
}

/** A control character could forge a line in a log, half a surrogate pair could not be sent. */
function shown(value: string): string {
  const safe = value
    .slice(0, longestValue)
    .replaceAll(
      /[\p{Cc}\p{Surrogate}]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return value.length > longestValue ? `${safe}…` : safe;
}
