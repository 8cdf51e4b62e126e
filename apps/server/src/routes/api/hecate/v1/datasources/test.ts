import type { FastifyInstance } from 'fastify';
import { createPrometheusClient, GatewayError, probeDatasource } from '@hecate/gateway';
import { DatasourceTest } from '../../../../../contract/index.ts';
import { clientSignal } from '../../../../../datasources/client-signal.ts';
import type { Datasource, DatasourceDirectory } from '../../../../../datasources/datasource-directory.ts';
import { documentText, textBody } from '../../../../../documents/document-body.ts';
import { readUnplaced } from '../../../../../documents/read-unplaced.ts';
import { requireSecrets, type MayUseSecret } from '../../../../../documents/secret-rights.ts';
import { whoAsks } from '../../../../../documents/written-by.ts';
import { DocumentToWrite } from '../../../../../documents/document-schema.ts';

/** A person waits for the answer of a test. */
const testDeadlineMs = 10_000;

export interface DatasourceTestDeps {
  readonly datasources: DatasourceDirectory;
  readonly mayUseSecret: MayUseSecret;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** `POST /api/hecate/v1/datasources/test`: asks the datasource of a document one real question and says what came back. */
export function registerDatasourceTest(app: FastifyInstance, deps: DatasourceTestDeps): void {
  const { datasources, mayUseSecret, now } = deps;
  const schema = {
    summary: 'Ask the datasource of a document one real question',
    tags: ['hecate'],
    body: DocumentToWrite,
    response: { 200: DatasourceTest },
  };
  app.post('/api/hecate/v1/datasources/test', { schema, ...textBody }, async (request, reply) => {
    const text = documentText(request);
    const document = readUnplaced(
      /"kind"\s*:\s*"GlobalDatasource"/.test(text) ? 'GlobalDatasource' : 'Datasource',
      text,
    );
    const { kind, spec, metadata } = document;
    await requireSecrets(mayUseSecret, {
      who: whoAsks(request),
      kind,
      project: metadata.project ?? '',
      spec,
    });
    const unsaved = { spec, name: metadata.name, project: metadata.project ?? null };
    return test(() => datasources.fromSpec(unsaved), clientSignal(reply), now);
  });
}

async function test(
  find: () => Promise<Datasource>,
  signal: AbortSignal,
  now: () => number,
): Promise<DatasourceTest> {
  try {
    const datasource = await find();
    if (datasource.pluginKind !== 'PrometheusDatasource') {
      return failed(
        `${datasource.pluginKind} is kept and shown, but not asked: only PrometheusDatasource is supported`,
      );
    }
    const upstream = datasource.upstream();
    const startedAt = now();
    const { series } = await createPrometheusClient(upstream).instant('1', {
      signal,
      deadlineMs: testDeadlineMs,
    });
    const latencyMs = now() - startedAt;
    const { version } = await probeDatasource(upstream, signal, now);
    const program = version === null ? 'version not told' : `Prometheus ${version}`;
    const value = series[0]?.value ?? Number.NaN;
    return {
      ok: value === 1,
      text: `answered \`${value}\` in ${Math.max(1, Math.round(latencyMs))} ms, ${program}`,
      latencyMs,
      version,
    };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return failed(error.message);
  }
}

function failed(text: string): DatasourceTest {
  return { ok: false, text, latencyMs: null, version: null };
}
