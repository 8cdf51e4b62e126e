import type { DashboardDocument } from './document/dashboard.ts';
import { selectedMetrics } from './document/selected-metrics.ts';
import { metricEntry } from './metrics.ts';

/** The row of the gallery a template stands in. */
export type TemplateGroup =
  | 'llm-serving'
  | 'predictive-serving'
  | 'training'
  | 'notebooks'
  | 'queues'
  | 'gpu-fleet'
  | 'platform';

/** What a template needs to know of a workload to fill its variables. */
export type TemplateSubject = Readonly<{
  kind: string;
  runtime: string;
  namespace: string;
  name: string;
  pods: readonly string[];
}>;

/** Values of dashboard variables by name, as a Perses URL carries them. */
export type VariableValues = Readonly<Record<string, string | readonly string[]>>;

/** A dashboard that answers one question about one kind of workload. */
export type Template = Readonly<{
  id: string;
  title: string;
  /** The question it answers. */
  question: string;
  group: TemplateGroup;
  /** Workload kinds it fits; empty for views of the whole cluster. */
  kinds: readonly string[];
  /** Runtimes it fits; null when the kind alone decides. */
  runtime: string | null;
  /** Canonical names of the metrics its panels read. */
  metrics: readonly string[];
  document: DashboardDocument;
  variablesFor: (subject: TemplateSubject) => VariableValues;
}>;

/** A template as written in its file; the metrics are read from the document. */
export type TemplateParts = Omit<Template, 'metrics' | 'id' | 'title'>;

/** Completes a template with its name and the metrics that its queries read. */
export function template(parts: TemplateParts): Template {
  const { document } = parts;
  return {
    ...parts,
    id: document.metadata.name,
    title: document.spec.display.name,
    metrics: metricsOfDocument(document),
  };
}

function metricsOfDocument(document: DashboardDocument): readonly string[] {
  const queries = Object.values(document.spec.panels).flatMap((panel) =>
    panel.spec.queries.map((query) => query.spec.plugin.spec.query),
  );
  const names = queries
    .flatMap((query) => selectedMetrics(query))
    .map((name) => metricEntry(name)?.name ?? name);
  return [...new Set(names)].toSorted();
}
