import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { call } from './http-client.ts';
import { sampleDocument } from './documents.ts';
import type { TestServer } from './start-test-server.ts';

/** Stores a secret: of project `p`, or a global one. Throws unless it was taken. */
export async function saveSecret(
  server: TestServer,
  name: string,
  spec: object,
  scope: 'project' | 'global' = 'project',
): Promise<void> {
  const [path, body] =
    scope === 'project'
      ? ['/api/v1/secrets', sampleDocument('Secret', name, 'p', spec)]
      : ['/api/v1/globalsecrets', sampleDocument('GlobalSecret', name, undefined, spec)];
  const answer = await call(`${server.url}${path}`, { method: 'POST', body });
  if (answer.status !== 200) throw new Error(answer.message);
}

/** Every file below a folder that holds the text, as bytes. */
export function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}
