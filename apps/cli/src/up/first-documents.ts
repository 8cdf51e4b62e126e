import { reckonedScrapeMs, templates, type Template } from '@hecate/catalogue';
import { parseDocument } from '@hecate/perses';
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

/** Points the default datasource at `prometheusUrl`; a datasource that somebody else changed is left alone. */
export async function keepOwnDatasource(
  store: Store,
  prometheusUrl: URL,
  earlierUrl: string | null,
): Promise<void> {
  const url = prometheusUrl.href.replace(/\/$/, '');
  const text = JSON.stringify({
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
  });
  const document = parseDocument(text, { kind: 'GlobalDatasource', name: ownDatasource });
  const present = await store.get('GlobalDatasource', null, ownDatasource);
  if (present === null) {
    await store.create(document, { author, message: 'first start' });
    return;
  }
  const isOwn = earlierUrl !== null && present.specText.includes(JSON.stringify(earlierUrl));
  if (isOwn && earlierUrl !== url)
    await store.update(document, { author, message: `Prometheus is at ${url}` }, {});
}

/** Creates the projects of the simulated cluster and their first dashboards; documents that exist are not touched. */
export async function createFirstDocuments(store: Store): Promise<void> {
  for (const project of simulatedProjects) {
    const present = await store.get('Project', null, project.name);
    if (present !== null) continue;
    await store.create(
      parseDocument(
        JSON.stringify({
          kind: 'Project',
          metadata: { name: project.name },
          spec: { display: { name: project.displayName } },
        }),
        { kind: 'Project', name: project.name },
      ),
      { author, message: 'first start' },
    );
    for (const template of templates.filter((candidate) => project.groups.includes(candidate.group))) {
      await store.create(dashboardOf(template, project.name), {
        author,
        message: `from the template ${template.title}`,
      });
    }
  }
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
