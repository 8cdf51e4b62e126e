/** A Perses ListVariable filled from Prometheus. */
export type Variable = Readonly<{
  kind: 'ListVariable';
  spec: Readonly<{
    name: string;
    display: Readonly<{ name: string; description?: string }>;
    defaultValue?: string;
    allowAllValue: boolean;
    allowMultiple: boolean;
    customAllValue?: string;
    sort: 'alphabetical-asc';
    plugin:
      | Readonly<{
          kind: 'PrometheusLabelValuesVariable';
          spec: Readonly<{ labelName: string; matchers: readonly string[] }>;
        }>
      | Readonly<{ kind: 'PrometheusPromQLVariable'; spec: Readonly<{ expr: string; labelName: string }> }>;
  }>;
}>;

/** How the values of a variable may be chosen. */
export type Choice =
  /** Several, or all of them (the default). */
  | 'many'
  /** Exactly one. */
  | 'one';

type Common = Readonly<{ name: string; title: string; description?: string; choice?: Choice }>;

/** Value of a variable that stands for every option. */
export const allValues = '$__all';

/** Variable with the values of one label over the series that `matchers` select. */
export function labelValues(
  parts: Common & Readonly<{ label: string; matchers: readonly string[] }>,
): Variable {
  const plugin = {
    kind: 'PrometheusLabelValuesVariable',
    spec: { labelName: parts.label, matchers: parts.matchers },
  } as const;
  return variable(parts, plugin);
}

/** Variable with the values of one label in the answer of an expression; for values that only a join yields. */
export function promqlValues(parts: Common & Readonly<{ label: string; expr: string }>): Variable {
  const plugin = {
    kind: 'PrometheusPromQLVariable',
    spec: { expr: parts.expr, labelName: parts.label },
  } as const;
  return variable(parts, plugin);
}

function variable(parts: Common, plugin: Variable['spec']['plugin']): Variable {
  const display =
    parts.description === undefined
      ? { name: parts.title }
      : { name: parts.title, description: parts.description };
  const many = (parts.choice ?? 'many') === 'many';
  return {
    kind: 'ListVariable',
    spec: {
      name: parts.name,
      display,
      ...(many ? { defaultValue: allValues } : {}),
      allowAllValue: many,
      allowMultiple: many,
      sort: 'alphabetical-asc',
      plugin,
    },
  };
}
