import type { ComponentName, ComponentSpec } from './component-table.ts';

/** How a binary was had. */
export type ComponentWay =
  | 'path'
  | 'configured'
  | 'cache'
  | 'archive'
  | 'package'
  | 'go-build'
  | 'installed-package';

/** A program that was run a moment ago and printed this version. */
export interface ComponentBinary {
  readonly name: ComponentName;
  readonly path: string;
  readonly version: string;
  readonly way: ComponentWay;
}

/** What one or several ways in gave: a program, or why each did not. */
export type Outcome =
  | { readonly kind: 'had'; readonly binary: ComponentBinary }
  | { readonly kind: 'not'; readonly tried: readonly { readonly way: ComponentWay; readonly why: string }[] };

/** How people call a way in. */
export const wayWords: Readonly<Record<ComponentWay, string>> = {
  configured: 'configured path',
  path: 'PATH',
  cache: 'cache',
  archive: 'release archive',
  package: 'unpacked package',
  'go-build': 'go build',
  'installed-package': 'installed package',
};

/** Tries one way after the other; without a success the reasons of all. */
export async function firstThatWorks(attempts: readonly (() => Promise<Outcome>)[]): Promise<Outcome> {
  const reasons: { readonly way: ComponentWay; readonly why: string }[] = [];
  for (const attempt of attempts) {
    const outcome = await attempt();
    if (outcome.kind === 'had') return outcome;
    reasons.push(...outcome.tried);
  }
  return { kind: 'not', tried: reasons };
}

/** The outcome of a way that gave a checked program. */
export function had(component: ComponentSpec, path: string, version: string, way: ComponentWay): Outcome {
  return { kind: 'had', binary: { name: component.name, path, version, way } };
}

/** The outcome of a way that gave nothing usable. */
export function nothing(way: ComponentWay, why: string): Outcome {
  return { kind: 'not', tried: [{ way, why }] };
}

/** The outcome of a way that does not exist for this component: there is nothing to say about it. */
export const noSuchWay: Outcome = { kind: 'not', tried: [] };
