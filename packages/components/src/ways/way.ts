import type { ComponentName, ComponentSpec } from '../component-table.ts';
import type { RunCommand } from '../run-command.ts';

/** What a way in may use of the outside world. */
export interface WayDeps {
  readonly run: RunCommand;
  readonly fetch: typeof globalThis.fetch;
  readonly env: NodeJS.ProcessEnv;
  readonly arch: string;
  readonly report: (line: string) => void;
  readonly signal: AbortSignal | undefined;
  /** Where locks of work that must be done one at a time stand. */
  readonly lockFolder: string;
}

/** A program that a way put into the work folder, not yet checked. */
interface FetchedProgram {
  readonly name: ComponentName;
  readonly file: string;
}

/** What a way in gave: programs (the asked one first, its neighbours of the same archive behind it), or why not. */
export type FetchOutcome =
  | { readonly kind: 'fetched'; readonly programs: readonly FetchedProgram[] }
  | { readonly kind: 'nothing'; readonly why: string };

/** A way in that fills a work folder of the cache. */
export type FetchWay = (component: ComponentSpec, workFolder: string, deps: WayDeps) => Promise<FetchOutcome>;
