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

/** A state of a page that has an address of its own. */
export interface ListedState extends ListedPage {
  /** The path is of the list only: the page is of a running workload of this kind, whose name the simulator draws. */
  readonly runningKind?: string;
}

/** States of pages that a person reaches by their URL; the page tests walk through them, the screenshots do not. */
export const stateList: readonly ListedState[] = [
  {
    name: 'explore-graph',
    path: 'explore?q=sum%20by%20(namespace)%20(vllm:num_requests_running)&q=count(up)',
    heading: /explore/i,
    hasCurve: true,
  },
  {
    name: 'explore-table',
    path: 'explore?q=vllm:num_requests_running&view=table',
    heading: /explore/i,
    hasCurve: false,
  },
  {
    name: 'workload-training',
    path: 'workloads',
    runningKind: 'TrainJob',
    heading: /\S/,
    hasCurve: true,
    isClosedWhenNarrow: true,
  },
  {
    name: 'workload-notebook',
    path: 'workloads/notebooks/Notebook/churn-features',
    heading: /churn-features/,
    hasCurve: true,
    isClosedWhenNarrow: true,
  },
  {
    name: 'workload-queue',
    path: 'workloads/_cluster/ClusterQueue/research',
    heading: /research/,
    hasCurve: true,
    isClosedWhenNarrow: true,
  },
  {
    name: 'workload-ray',
    path: 'workloads/research-b/RayCluster/hparam-search',
    heading: /hparam-search/,
    hasCurve: false,
  },
  {
    name: 'workload-history',
    path: 'workloads/llm-prod/InferenceService/llama-3-1-8b-instruct?tab=history',
    heading: /llama-3-1-8b-instruct/,
    hasCurve: false,
  },
  {
    name: 'workload-replicas',
    path: 'workloads/llm-prod/InferenceService/llama-3-1-8b-instruct?tab=replicas',
    heading: /llama-3-1-8b-instruct/,
    hasCurve: false,
  },
  {
    name: 'dashboard-history',
    path: 'projects/llm-prod/dashboards/vllm?tab=history',
    heading: /vLLM/i,
    hasCurve: false,
  },
  {
    name: 'dashboard-json',
    path: 'projects/llm-prod/dashboards/vllm?tab=json',
    heading: /vLLM/i,
    hasCurve: false,
  },
  { name: 'gallery-preview', path: 'gallery?preview=kueue', heading: /Kueue/, hasCurve: true },
];

/** A project in which each template of the gallery has something to show; vLLM stands in the list of pages. */
export const templateProjects: Readonly<Record<string, string>> = {
  ovms: 'vision-edge',
  'training-job': 'research-a',
  notebook: 'notebooks',
  kueue: 'platform',
  'gpu-fleet': 'platform',
  'platform-overview': 'platform',
};

/** The widths and themes every page is opened in. */
export const looks = (['light', 'dark'] as const).flatMap((theme) =>
  [1280, 390].map((width) => ({ theme, width, height: width === 390 ? 844 : 800 })),
);
