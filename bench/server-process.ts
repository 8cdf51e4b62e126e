import { join } from 'node:path';
import { parseDocument } from '@hecate/perses';
import { createLogger, createServer, readConfig } from '@hecate/server';
import { createSqliteStore } from '@hecate/store';

// The server as `hecate up` starts it, without a browser app and with a log that is written nowhere.
const [file, prometheusUrl] = process.argv.slice(2);
if (file === undefined || prometheusUrl === undefined)
  throw new Error('usage: server-process.ts STORE_FILE PROMETHEUS_URL');

const store = await createSqliteStore({ file, clock: Date.now });
const datasource = {
  kind: 'GlobalDatasource',
  metadata: { name: 'prometheus' },
  spec: {
    default: true,
    plugin: {
      kind: 'PrometheusDatasource',
      spec: { proxy: { kind: 'HTTPProxy', spec: { url: prometheusUrl } } },
    },
  },
};
await store.create(parseDocument(JSON.stringify(datasource), { kind: 'GlobalDatasource' }), {
  author: 'bench',
});

const config = readConfig({ env: {}, flags: { port: '0', prometheus: prometheusUrl } });
const server = await createServer({
  config,
  logger: createLogger('silent'),
  store,
  version: 'bench',
  webDist: join(import.meta.dirname, 'no-web-app'),
  webPackage: null,
});
const { url } = await server.listen();
console.log(url);

process.once('SIGTERM', () => {
  void server.close().then(() => store.close());
});
