import { Agent, request } from 'node:http';

/** What a Prometheus answered. */
export type OracleAnswer =
  | { readonly isSuccess: true; readonly data: unknown }
  /** Its words, without the name of the parameter before them. */
  | { readonly isSuccess: false; readonly error: string };

/** A Prometheus that is asked thousands of questions. */
export interface OracleClient {
  ask(path: string, parameters: ReadonlyArray<readonly [name: string, value: string]>): Promise<OracleAnswer>;
  /** Works through a list, several at once; the first failure ends it. */
  each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void>;
  close(): void;
}

const connections = 8;

/** A client over connections that are kept. */
export function createOracleClient(origin: string): OracleClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  const send = (path: string, form: string): Promise<string> =>
    new Promise((resolve, reject) => {
      // The values of a label can only be had by GET.
      const isGet = path.startsWith('/api/v1/label/');
      const method = isGet ? 'GET' : 'POST';
      const url = new URL(isGet ? `${path}?${form}` : path, origin);
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const signal = AbortSignal.timeout(60_000);
      const sent = request(url, { agent, method, headers, signal }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', reject);
        answer.on('end', () => resolve(Buffer.concat(pieces).toString()));
      });
      sent.on('error', reject);
      sent.end(isGet ? '' : form);
    });

  return {
    ask: async (path, parameters) => {
      const form = new URLSearchParams();
      for (const [name, value] of parameters) form.append(name, value);
      const answer: unknown = JSON.parse(await send(path, form.toString()));
      if (typeof answer !== 'object' || answer === null)
        throw new Error(`${path} answered ${String(answer)}`);
      if ('data' in answer && 'status' in answer && answer.status === 'success') {
        return { isSuccess: true, data: answer.data };
      }
      const error = 'error' in answer ? String(answer.error) : 'no error was named';
      return { isSuccess: false, error: error.replace(/^invalid parameter "[^"]*": /, '') };
    },
    each: async (items, work) => {
      let next = 0;
      const worker = async (): Promise<void> => {
        for (let at = next; at < items.length; at = next) {
          next = at + 1;
          const item = items[at];
          if (item !== undefined) await work(item);
        }
      };
      await Promise.all(Array.from({ length: connections }, worker));
    },
    close: () => agent.destroy(),
  };
}

/** What Prometheus formatted, on one line: it breaks lines of more than 100 characters only where a blank or nothing stands. */
export function onOneLine(formatted: string): string {
  return formatted
    .replace(/\n\s*/g, (broken: string, at: number) => {
      const isInside = formatted[at - 1] === '(' || formatted[at + broken.length] === ')';
      return isInside ? '' : ' ';
    })
    .trimStart();
}
