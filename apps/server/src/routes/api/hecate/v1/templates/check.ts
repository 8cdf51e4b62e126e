import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { templateFor, type Template } from '@hecate/catalogue';
import { createPrometheusClient } from '@hecate/gateway';
import { TemplateCheckList, type Workload } from '../../../../../contract/index.ts';
import type { DatasourceDirectory } from '../../../../../datasources/datasource-directory.ts';
import { presentMetrics } from '../../../../../datasources/present-metrics.ts';
import { askedProject } from '../../../../../inventory/shared-inventory.ts';
import { createShortCache } from '../../../../../datasources/short-cache.ts';
import type { ObserveBound } from '../../../../../metrics/observe-bounds.ts';

/** How long one look serves everybody who asks about the same project. */
const checkTtlMs = 5_000;
/** Most projects whose look is remembered. */
const checkLimit = 100;
/** A person waits for the gallery. */
const checkDeadlineMs = 10_000;

const CheckQuery = Type.Object({ project: Type.Optional(Type.String({ maxLength: 75 })) });

export interface TemplateCheckDeps {
  readonly datasources: DatasourceDirectory;
  readonly templates: readonly Template[];
  /** The workloads of a project, or of all. */
  readonly workloads: (project: string | null) => Promise<readonly Workload[]>;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly observeBound: ObserveBound;
}

/** `GET /api/hecate/v1/templates/check?project=`: which of the metrics that each template needs exist here now. */
export function registerTemplateCheck(app: FastifyInstance, deps: TemplateCheckDeps): void {
  const checks = createShortCache<TemplateCheckList>({
    what: 'template checks',
    ttlMs: checkTtlMs,
    limit: checkLimit,
    now: deps.now,
    observeBound: deps.observeBound,
  });
  const schema = {
    summary: 'Which of the metrics that each template needs exist here now',
    tags: ['hecate'],
    querystring: CheckQuery,
    response: { 200: TemplateCheckList },
  };
  app.get<{ Querystring: Static<typeof CheckQuery> }>(
    '/api/hecate/v1/templates/check',
    { schema },
    async ({ query }) => {
      const project = askedProject(query.project);
      const { value } = await checks.get(project ?? '', () => check(deps, project));
      return value;
    },
  );
}

async function check(deps: TemplateCheckDeps, project: string | null): Promise<TemplateCheckList> {
  const { datasources, templates } = deps;
  const client = createPrometheusClient((await datasources.defaultPrometheus()).upstream());
  const metrics = [...new Set(templates.flatMap((template) => template.metrics))];
  const signal = AbortSignal.timeout(checkDeadlineMs);
  const [present, workloads] = await Promise.all([
    presentMetrics(client, metrics, project, signal),
    deps.workloads(project),
  ]);
  return {
    checks: templates.map((template) => ({
      id: template.id,
      present: template.metrics.filter((metric) => present.has(metric)),
      missing: template.metrics.filter((metric) => !present.has(metric)),
      workloads: workloads.filter(({ kind, runtime }) => templateFor(kind, runtime)?.id === template.id)
        .length,
    })),
    warnings: [],
  };
}
