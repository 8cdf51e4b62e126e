import { expect, type APIRequestContext } from '@playwright/test';

/** Where the dashboards of the tests are, below the server's and below `/api/v1/`. */
export const project = 'projects/llm-prod/dashboards';

/** The part of a dashboard's spec that the tests read and change. */
export interface Spec {
  readonly panels: Record<string, unknown>;
  readonly layouts: { readonly spec: { readonly items: unknown[] } }[];
  [member: string]: unknown;
}

/** A stored dashboard. */
export interface Document {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Spec;
}

/** A panel with one query drawn as curves. */
export function chart(name: string, query: string, more: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    kind: 'Panel',
    spec: {
      display: { name },
      plugin: { kind: 'TimeSeriesChart', spec: {} },
      queries: [
        {
          kind: 'TimeSeriesQuery',
          spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query } } },
        },
      ],
      ...more,
    },
  };
}

/** Half a row for a panel. */
export function item(panelKey: string, x: number, y: number): unknown {
  return { x, y, width: 12, height: 8, content: { $ref: `#/spec/panels/${panelKey}` } };
}

/** Gives a panel another title. */
export function retitle(spec: Spec, key: string, title: string): void {
  const { display } = (spec.panels[key] as { spec: { display: { name: string } } }).spec;
  display.name = title;
}

/** The titles of all panels by key. */
export function titles(spec: Spec): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(spec.panels).map(([key, one]) => [
      key,
      (one as { spec: { display: { name: string } } }).spec.display.name,
    ]),
  );
}

/** The item of a panel in the first group. */
export function placeOf(spec: Spec, key: string): unknown {
  return spec.layouts[0]?.spec.items.find(
    (one) => (one as { content: { $ref: string } }).content.$ref === `#/spec/panels/${key}`,
  );
}

/** A dashboard of three panels with fields that no editor knows; answers its name. */
export async function created(
  request: APIRequestContext,
  base: string,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const answer = await request.post(`${base}api/v1/${project}`, {
    data: {
      kind: 'Dashboard',
      metadata: { name, project: 'llm-prod' },
      spec: {
        display: { name: `Editing: ${name}` },
        duration: '15m',
        panels: {
          running: chart('Requests running', 'vllm:num_requests_running', { future: 1 }),
          waiting: chart('Requests waiting', 'vllm:num_requests_waiting'),
          tokens: chart('Tokens', 'rate(vllm:generation_tokens_total[1m])'),
        },
        layouts: [
          {
            kind: 'Grid',
            spec: { items: [item('running', 0, 0), item('waiting', 12, 0), item('tokens', 0, 8)] },
          },
        ],
        unknownField: { kept: true },
        ...more,
      },
    },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return name;
}

/** The dashboard as it is stored. */
export async function document(request: APIRequestContext, base: string, name: string): Promise<Document> {
  return (await (await request.get(`${base}api/v1/${project}/${name}`)).json()) as Document;
}

/** Changes a dashboard as another client does: read, change, write. */
export async function changed(
  request: APIRequestContext,
  base: string,
  name: string,
  change: (spec: Spec) => void,
): Promise<void> {
  const stored = await document(request, base, name);
  change(stored.spec);
  const answer = await request.put(`${base}api/v1/${project}/${name}`, { data: stored });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** Somebody else gives a panel another title. */
export function retitled(
  request: APIRequestContext,
  base: string,
  name: string,
  key: string,
  title: string,
): Promise<void> {
  return changed(request, base, name, (spec) => retitle(spec, key, title));
}
