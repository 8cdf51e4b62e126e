/** Writes label matchers held to a set of namespaces; null = every namespace the source shows. */
export type Selector = Readonly<{
  /** `{namespace=~"a|b",<more>}` for series that carry the workload's namespace. */
  own: (more?: string) => string;
  /** The same for exporters whose identity labels are renamed by the scrape. */
  exported: (more?: string) => string;
}>;

/** Creates the selector of a request; namespaces are literal names. */
export function selectorFor(namespaces: readonly string[] | null): Selector {
  const held = (label: string, more: string | undefined): string => {
    const matchers = [
      ...(namespaces === null ? [] : [`${label}=~"${namespaces.map((name) => literal(name)).join('|')}"`]),
      ...(more === undefined ? [] : [more]),
    ];
    return matchers.length === 0 ? '' : `{${matchers.join(',')}}`;
  };
  return {
    own: (more) => held('namespace', more),
    exported: (more) => held('exported_namespace', more),
  };
}

/** A regular expression inside a PromQL string that matches exactly this text. */
export function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\\$&`).replaceAll('"', String.raw`\"`);
}

/** A matcher for a list of pods. */
export function podsMatcher(label: 'pod' | 'exported_pod', pods: readonly string[]): string {
  return `${label}=~"${pods.map((pod) => literal(pod)).join('|')}"`;
}
