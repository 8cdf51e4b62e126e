import { describe, expect, it } from 'vitest';
import { breadcrumbs, projectOfPath } from './breadcrumbs.ts';
import { hasTimeBar, placeOf } from './places.ts';

describe('where a page stands', () => {
  it('names section, kind and workload', () => {
    expect(breadcrumbs('/workloads/llm-prod/InferenceService/llama-8b')).toEqual([
      { label: 'Workloads', to: '/workloads' },
      { label: 'InferenceService' },
      { label: 'llama-8b' },
    ]);
  });

  it('leads from a dashboard to its project', () => {
    expect(breadcrumbs('/projects/llm-prod/dashboards/vllm')).toEqual([
      { label: 'Dashboards', to: '/projects/llm-prod' },
      { label: 'vllm' },
    ]);
  });

  it('leads from import and export to the page it is reached from', () => {
    expect(breadcrumbs('/transfer')).toEqual([
      { label: 'Admin', to: '/admin' },
      { label: 'Import and export' },
    ]);
    expect(breadcrumbs('/transferx')).toEqual([{ label: 'No such page' }]);
  });

  it('survives a stray percent sign', () => {
    expect(projectOfPath('/projects/50%')).toBe('50%');
  });

  it('takes the project from either kind of path', () => {
    expect(projectOfPath('/workloads/llm-prod/Notebook/a')).toBe('llm-prod');
    expect(projectOfPath('/projects/llm-prod/dashboards/a')).toBe('llm-prod');
    expect(projectOfPath('/workloads')).toBeNull();
    expect(projectOfPath('/workloads/_cluster/ClusterQueue/research')).toBeNull();
  });

  it('knows which pages follow the time range', () => {
    expect(
      [
        '/',
        '/workloads',
        '/workloads/a/b/c',
        '/explore',
        '/projects/a/dashboards/b',
        '/projects/a/ephemeraldashboards/b',
      ].every(hasTimeBar),
    ).toBe(true);
    expect(
      ['/dashboards', '/projects', '/projects/a', '/gallery', '/admin', '/settings'].some(hasTimeBar),
    ).toBe(false);
  });

  it('does not take the overview for every page', () => {
    expect(placeOf('/nowhere')).toBeUndefined();
    expect(placeOf('/projects/a')?.path).toBe('/dashboards');
    expect(placeOf('/projectsx')).toBeUndefined();
    expect(placeOf('/projects/a')?.label).toBe('Dashboards');
  });
});
