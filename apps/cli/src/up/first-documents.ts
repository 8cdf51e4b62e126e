import { reckonedScrapeMs, templates, type Template } from '@hecate/catalogue';
import { parseDocument, printDocument, withDatasourceUrl, type ResourceKind } from '@hecate/perses';
import type { Store } from '@hecate/store';

/** Name of the datasource that `hecate up` keeps pointing at its Prometheus. */
export const ownDatasource = 'prometheus';

const author = 'hecate up';

/** The simulated namespaces that are projects from the first start on, with the templates each gets as dashboards. */
const simulatedProjects: readonly {
  readonly name: string;
  readonly displayName: string;
  readonly groups: readonly Template['group'][];
}[] = [
  { name: 'llm-prod', displayName: 'LLM production', groups: ['llm-serving'] },
  { name: 'llm-staging', displayName: 'LLM staging', groups: ['llm-serving'] },
  { name: 'fraud-detection', displayName: 'Fraud detection', groups: ['predictive-serving', 'training'] },
  { name: 'vision-edge', displayName: 'Vision at the edge', groups: ['predictive-serving'] },
  { name: 'research-a', displayName: 'Research A', groups: ['training', 'notebooks'] },
  { name: 'research-b', displayName: 'Research B', groups: ['training'] },
  { name: 'notebooks', displayName: 'Notebooks', groups: ['notebooks'] },
  { name: 'platform', displayName: 'Platform', groups: ['gpu-fleet', 'queues', 'platform'] },
];

/**
 * Creates the default datasource once, and points it at `prometheusUrl` as long as it is where the last start left it. What a
 * person added to it (headers, a secret, a name) stays as it is; one that a person pointed elsewhere or removed is left alone.
 */
export async function keepOwnDatasource(
  store: Store,
  prometheusUrl: URL,
  earlierUrl: string | null,
): Promise<void> {
  const url = prometheusUrl.href.replace(/\/$/, '');
  const present = await store.get('GlobalDatasource', null, ownDatasource);
  if (present === null) {
    if (!(await everExisted(store, 'GlobalDatasource', null, ownDatasource)))
      await store.create(firstDatasource(url), { author, message: 'first start' });
    return;
  }
  if (earlierUrl === null || earlierUrl === url) return;
  const specText = withDatasourceUrl(present.specText, earlierUrl, url);
  if (specText === null) return;
  const document = parseDocument(printDocument({ ...present, specText }), {
    kind: 'GlobalDatasource',
    name: ownDatasource,
  });
  await store.update(document, { author, message: `Prometheus is at ${url}` }, {});
}

/**
 * Creates the projects of the simulated cluster and their first dashboards, each once: what a person changed, moved or removed
 * stays so, and what a start that was killed did not come to is made by the next one.
 */
export async function createFirstDocuments(store: Store): Promise<void> {
  for (const project of simulatedProjects) {
    if (!(await everExisted(store, 'Project', null, project.name))) {
      await store.create(firstProject(project.name, project.displayName), { author, message: 'first start' });
    } else if (!(await isOwnProject(store, project.name))) continue;
    for (const template of templates.filter((candidate) => project.groups.includes(candidate.group))) {
      if (await everExisted(store, 'Dashboard', project.name, template.id)) continue;
      await store.create(dashboardOf(template, project.name), {
        author,
        message: `from the template ${template.title}`,
      });
    }
  }
}

/** The history outlives a removal, so it knows what a person removed or moved away. */
async function everExisted(
  store: Store,
  kind: ResourceKind,
  project: string | null,
  name: string,
): Promise<boolean> {
  return (await store.revisions(kind, project, name, { limit: 1 })).length > 0;
}

/** Whether the project is there and was made by `hecate up`: a person's own project of that name gets no dashboards. */
async function isOwnProject(store: Store, name: string): Promise<boolean> {
  if ((await store.get('Project', null, name)) === null) return false;
  const first = await store.revision('Project', null, name, 0);
  return first?.revision.author === author;
}

function firstDatasource(url: string) {
  const document = {
    kind: 'GlobalDatasource',
    metadata: { name: ownDatasource },
    spec: {
      display: { name: 'Prometheus', description: 'Started or named by hecate up' },
      default: true,
      plugin: {
        kind: 'PrometheusDatasource',
        spec: { proxy: { kind: 'HTTPProxy', spec: { url } }, scrapeInterval: `${reckonedScrapeMs / 1000}s` },
      },
    },
  };
  return parseDocument(JSON.stringify(document), { kind: 'GlobalDatasource', name: ownDatasource });
}

function firstProject(name: string, displayName: string) {
  const document = { kind: 'Project', metadata: { name }, spec: { display: { name: displayName } } };
  return parseDocument(JSON.stringify(document), { kind: 'Project', name });
}

function dashboardOf(template: Template, project: string) {
  const document = {
    ...template.document,
    metadata: { ...template.document.metadata, name: template.id, project },
    spec: { ...template.document.spec, variables: prefilled(template, project) },
  };
  return parseDocument(JSON.stringify(document), { kind: 'Dashboard', project, name: template.id });
}

/** The namespace variable starts at the project's own namespace. */
function prefilled(template: Template, project: string): readonly unknown[] {
  return template.document.spec.variables.map((variable) =>
    variable.kind === 'ListVariable' && variable.spec.name === 'namespace' && project !== 'platform'
      ? {
          ...variable,
          spec: { ...variable.spec, defaultValue: variable.spec.allowMultiple ? [project] : project },
        }
      : variable,
  );
}
