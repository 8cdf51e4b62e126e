// A server in a process of its own, for tests that look at its memory or kill it. Arguments: database file, scratch folder.
// Prints its URL and then nothing; ends with SIGTERM.
import { createSqliteStore } from '@hecate/store';
import { createLogger } from '../create-logger.ts';
import { createServer } from '../create-server.ts';
import { readConfig } from '../config/read-config.ts';

const [file = '', scratchFolder = ''] = process.argv.slice(2);
const store = await createSqliteStore({ file, clock: Date.now });
const config = readConfig({ env: {}, flags: { port: '0', 'log-level': 'error' } });
const server = await createServer({
  config,
  logger: createLogger('error', { write: (line) => void process.stderr.write(line) }),
  store,
  version: '0.0.0-test',
  webDist: `${scratchFolder}/no-dist`,
  webPackage: null,
  scratchFolder,
  checksContracts: false,
});
const { url } = await server.listen();
process.stdout.write(`${url}\n`);
process.once('SIGTERM', () => {
  void server.close().then(() => store.close());
});
