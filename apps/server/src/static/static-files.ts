import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { ContentCoding } from './content-coding.ts';

/** Most files one folder may bring; a build has some hundred. */
const fileCountLimit = 5_000;

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** One file that may be served: where it lies, what it is, and how it is spelt in the content codings at hand. */
export interface StaticFile {
  readonly diskPath: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** The content where it is not that of the file on disk. */
  readonly body?: Buffer;
  /** Strong validator over the content. */
  readonly etag: string;
  /** True when the name holds a hash of the content, so that it never changes. */
  readonly isHashed: boolean;
  /** Compressed copies that the build left beside the file. */
  readonly copies: Partial<Record<ContentCoding, FileCopy>>;
}

export interface FileCopy {
  readonly diskPath: string;
  readonly bytes: number;
}

/** The files of a folder by their path below it (`assets/a-1b2c3d4e.js`), taken once: what is not in the map does not exist. */
export function listStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    // Links are left out: they could point outside.
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = new Map<string, StaticFile>();
  for (const diskPath of entries) {
    const path = relative(folder, diskPath).split(sep).join('/');
    const mediaType = mediaTypes[extname(path)];
    const isHidden = path.split('/').some((segment) => segment.startsWith('.'));
    if (isHidden || mediaType === undefined) continue;
    if (files.size >= fileCountLimit) {
      throw new Error(`${folder} has more than ${fileCountLimit} files; is it the folder of a build?`);
    }
    files.set(path, staticFile(diskPath, path, mediaType));
  }
  return files;
}

/** One file as it is served; the tag of a name that holds a hash needs no look at the content. */
export function staticFile(diskPath: string, path: string, mediaType: string): StaticFile {
  const isHashed = path.includes('/') && /[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+(?:\.map)?$/.test(path);
  const tagged = isHashed ? path : readFileSync(diskPath);
  return {
    diskPath,
    mediaType,
    bytes: statSync(diskPath).size,
    etag: `"${createHash('sha256').update(tagged).digest('base64url').slice(0, 27)}"`,
    isHashed,
    copies: {
      ...copyBeside(diskPath, 'br', '.br'),
      ...copyBeside(diskPath, 'gzip', '.gz'),
    },
  };
}

/** A copy older than its file is of an earlier build. */
function copyBeside(diskPath: string, coding: ContentCoding, suffix: string): StaticFile['copies'] {
  const copy = statSync(`${diskPath}${suffix}`, { throwIfNoEntry: false });
  if (copy === undefined || !copy.isFile() || copy.mtimeMs < statSync(diskPath).mtimeMs) return {};
  return { [coding]: { diskPath: `${diskPath}${suffix}`, bytes: copy.size } };
}

/** The whole content of a file as it is served. */
export function contentOf(file: StaticFile): Buffer {
  return file.body ?? readFileSync(file.diskPath);
}

/** SHA-256 (base64) of every inline script of a page, for its `Content-Security-Policy`. */
export function inlineScriptHashes(html: string): readonly string[] {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) =>
    createHash('sha256')
      .update(script ?? '')
      .digest('base64'),
  );
}
