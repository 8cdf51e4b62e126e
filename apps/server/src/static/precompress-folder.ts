import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { isWorthCompressing } from './compressed-copies.ts';
import { listStaticFiles } from './static-files.ts';

/** Writes `.br` and `.gz` beside every text file of a build, at the best quality; the server sends them from disk. Returns their number. */
export async function precompressFolder(folder: string): Promise<number> {
  const files = [...listStaticFiles(folder).values()].filter(isWorthCompressing);
  for (const { diskPath } of files) {
    const plain = await readFile(diskPath);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
    await writeFile(`${diskPath}.br`, await promisify(brotliCompress)(plain, { params }));
    await writeFile(`${diskPath}.gz`, await promisify(gzip)(plain, { level: 9 }));
  }
  return files.length * 2;
}
