import type { APIRequestContext } from '@playwright/test';
import { arrives } from './arrives.ts';
import { test } from './covered-test.ts';
import { looks, pageList, stateList, type ListedState } from './page-list.ts';

const base = process.env.HECATE_E2E_URL ?? '';

for (const { theme, width, height } of looks) {
  test.describe(`${theme}, ${width} wide`, () => {
    test.use({ viewport: { width, height }, colorScheme: theme });

    for (const one of [...pageList, ...stateList]) {
      test(`${one.name} arrives, is accessible and keeps to itself`, async ({ page, request }) => {
        await arrives(page, await addressed(request, one), { theme, width });
      });
    }
  });
}

/** The state with the path of a workload that runs now, where its list says so. */
async function addressed(request: APIRequestContext, state: ListedState): Promise<ListedState> {
  if (state.runningKind === undefined) return state;
  const answer = await request.get(`${base}api/hecate/v1/workloads`);
  const { workloads } = (await answer.json()) as {
    workloads: { namespace: string; kind: string; name: string; status: { word: string } }[];
  };
  const found = workloads.find(({ kind, status }) => kind === state.runningKind && status.word === 'Running');
  if (found === undefined) throw new Error(`No ${state.runningKind} is running.`);
  return { ...state, path: `${state.path}/${found.namespace}/${found.kind}/${found.name}` };
}
