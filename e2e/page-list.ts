/** A page every person can open, with the words by which it is known to have arrived. */
export interface ListedPage {
  readonly name: string;
  readonly path: string;
  /** Text of the page's first heading. */
  readonly heading: RegExp;
  /** True when a curve must be on it. */
  readonly hasCurve: boolean;
  /** True when a narrow screen begins with its groups of charts closed. */
  readonly isClosedWhenNarrow?: boolean;
}

/** Every page of the console; the page tests and the screenshots walk through this list. */
export const pageList: readonly ListedPage[] = [
  { name: 'overview', path: '', heading: /attention|healthy/i, hasCurve: true },
  { name: 'workloads', path: 'workloads', heading: /workloads/i, hasCurve: false },
  {
    name: 'workload',
    path: 'workloads/llm-prod/InferenceService/llama-3-1-8b-instruct',
    heading: /llama-3-1-8b-instruct/,
    hasCurve: true,
    isClosedWhenNarrow: true,
  },
  { name: 'dashboards', path: 'dashboards', heading: /dashboards/i, hasCurve: false },
  { name: 'projects', path: 'projects', heading: /projects|dashboards/i, hasCurve: false },
  { name: 'project', path: 'projects/llm-prod', heading: /LLM production|llm-prod/, hasCurve: false },
  {
    name: 'dashboard',
    path: 'projects/llm-prod/dashboards/vllm',
    heading: /vLLM/i,
    hasCurve: true,
  },
  { name: 'gallery', path: 'gallery', heading: /gallery/i, hasCurve: false },
  { name: 'explore', path: 'explore', heading: /explore/i, hasCurve: false },
  { name: 'admin', path: 'admin', heading: /admin|datasources/i, hasCurve: false },
  { name: 'transfer', path: 'transfer', heading: /import and export/i, hasCurve: false },
  { name: 'settings', path: 'settings', heading: /settings/i, hasCurve: false },
];

/** The widths and themes every page is opened in. */
export const looks = (['light', 'dark'] as const).flatMap((theme) =>
  [1280, 390].map((width) => ({ theme, width, height: width === 390 ? 844 : 800 })),
);
