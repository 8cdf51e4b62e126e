import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { StaticFile } from './static-files.ts';

/** What a build of this console, or of the Perses UI, has where the prefix belongs. */
const placeholder = 'PREFIX_PATH_PLACEHOLDER';
const texts = /^text\/(?:html|javascript|css)/;
/** Most bytes of filled files kept in memory; a build of the Perses UI has 9 MB of scripts. */
const filledLimitBytes = 64_000_000;

/**
 * The files with the prefix filled in where their build left a place for it: pages, scripts and style sheets are looked at once,
 * at the start, and those that changed are served from memory.
 */
export function fillPlaceholder(
  files: ReadonlyMap<string, StaticFile>,
  prefix: string,
): ReadonlyMap<string, StaticFile> {
  let total = 0;
  return new Map(
    [...files].map(([path, file]) => {
      if (!texts.test(file.mediaType)) return [path, file];
      const text = readFileSync(file.diskPath, 'utf8');
      if (!text.includes(placeholder)) return [path, file];
      const body = Buffer.from(
        // A path with the placeholder as its first part becomes the prefix, which brings its own slash.
        text.replaceAll(`/${placeholder}`, prefix).replaceAll(placeholder, prefix),
        'utf8',
      );
      total += body.length;
      if (total > filledLimitBytes) {
        throw new Error(
          `the files with ${placeholder} in them are larger than ${filledLimitBytes} bytes; is it the folder of a build?`,
        );
      }
      return [path, filled(file, body)];
    }),
  );
}

/** Compressed copies beside the file still have the placeholder, so they are not used. */
function filled(file: StaticFile, body: Buffer): StaticFile {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 27);
  return { ...file, body, bytes: body.length, etag: `"${hash}"`, copies: {} };
}
