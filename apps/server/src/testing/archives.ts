import { gunzipSync, gzipSync } from 'node:zlib';
import { Header, Pax } from 'tar';

/** One entry as it stands in the archive, sound or not. */
export interface RawEntry {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** The type's character of the tar header; a plain file when left out. */
  readonly type?: string;
  readonly linkTo?: string;
  /** A size that the header claims; the content's when left out. */
  readonly claimedSize?: number;
}

/** The bytes of a tar of these entries, as no well-meant program would write it. */
export function rawTar(entries: readonly RawEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(entryBlocks), Buffer.alloc(1024)]);
}

/** The same, compressed. */
export function rawArchive(entries: readonly RawEntry[]): Buffer {
  return gzipSync(rawTar(entries));
}

/** The plain files of an archive by name. */
export function filesIn(archive: Uint8Array): ReadonlyMap<string, string> {
  const tar = gunzipSync(archive);
  const files = new Map<string, string>();
  for (let at = 0; at + 512 <= tar.length;) {
    const header = new Header(tar, at);
    if (header.nullBlock) break;
    const size = header.size ?? 0;
    files.set(header.path ?? '', tar.toString('utf8', at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

function entryBlocks({ name, content = '', type = '0', linkTo, claimedSize }: RawEntry): readonly Buffer[] {
  const bytes = Buffer.from(content);
  const size = claimedSize ?? bytes.length;
  const block = Buffer.alloc(512);
  const header = new Header({
    path: name,
    mode: 0o644,
    size,
    mtime: new Date(0),
    ...(linkTo === undefined ? {} : { linkpath: linkTo }),
  });
  const needsPax = header.encode(block, 0);
  block.write(type, 156, 'latin1');
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const padding = Buffer.alloc((512 - (bytes.length % 512)) % 512);
  return [...(needsPax ? [new Pax({ path: name, size }).encode()] : []), block, bytes, padding];
}
