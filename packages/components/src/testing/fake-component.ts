import type { ComponentStart } from '../runner.ts';

/** A tiny server in place of a component: answers 503 until `readyAfterMs`, logs `started`, and ends on SIGTERM unless told to stay. */
const program = `
  const [port, readyAfterMs, onTerm] = process.argv.slice(1);
  const readyAt = Date.now() + Number(readyAfterMs);
  process.on('SIGTERM', () => { console.log('SIGTERM'); if (onTerm !== 'stay') process.exit(0); });
  require('node:http').createServer((_, response) => {
    response.writeHead(Date.now() < readyAt ? 503 : 200).end();
  }).listen(Number(port), '127.0.0.1', () => console.log('started', process.env.GREETING ?? ''));
`;

/** What `start` takes to run the fake; `script` replaces the server by another program. */
export function fakeComponent(
  id: string,
  port: number,
  options: {
    readonly readyAfterMs?: number;
    readonly onTerm?: 'end' | 'stay';
    readonly script?: string;
    readonly timeoutMs?: number;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): ComponentStart {
  const { readyAfterMs = 0, onTerm = 'end', script = program, timeoutMs = 30_000 } = options;
  return {
    id,
    binary: process.execPath,
    args: ['-e', script, String(port), String(readyAfterMs), onTerm],
    ready: { url: `http://127.0.0.1:${port}/`, timeoutMs },
    ...(options.env === undefined ? {} : { env: options.env }),
  };
}
