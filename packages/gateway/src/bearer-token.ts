import { readFile } from 'node:fs/promises';

export interface BearerToken {
  /** The token, read again when the last look is older than 10 s or when `isRefused` says the upstream refused it. */
  current(isRefused?: boolean): Promise<string>;
}

/** Service-account tokens are rotated at 80 % of their life; looking every 10 s is soon enough and costs nothing. */
const recheckMs = 10_000;
/** A token longer than this is some other file. */
const maxTokenLength = 65_536;

/** A bearer token out of a file that is rewritten while the server runs. */
export function createBearerToken(file: string, now: () => number): BearerToken {
  let token: Promise<string> | undefined;
  let readAt = 0;
  return {
    async current(isRefused = false) {
      if (token === undefined || isRefused || now() - readAt >= recheckMs) {
        readAt = now();
        token = readToken(file);
      }
      try {
        return await token;
      } catch (error) {
        token = undefined;
        throw error;
      }
    },
  };
}

async function readToken(file: string): Promise<string> {
  const text = (await readFile(file, 'utf8')).trim();
  if (text === '' || text.length > maxTokenLength || !/^[\x21-\x7e]+$/.test(text)) {
    throw Object.assign(new Error('the token file holds no bearer token'), { code: 'HECATE_TOKEN_FILE' });
  }
  return text;
}
