import { describe, expect, it } from 'vitest';
import { readDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { freeName } from './free-name.ts';
import { projectRows } from './project-rows.ts';

const dashboard = (name: string, project: string, tags: readonly string[] = [], title = '') => {
  const read = readDashboard({
    kind: 'Dashboard',
    metadata: { name, project, version: 1, updatedAt: '2026-11-20T10:00:00Z', tags },
    spec: { display: { name: title } },
  });
  if (!read) throw new Error('the test document is no dashboard');
  return read;
};

describe('lists', () => {
  const all = [
    dashboard('vllm', 'a', ['llm'], 'vLLM model server'),
    dashboard('node', 'b', ['infra', 'llm']),
    dashboard('ovms', 'a'),
  ];

  it('find projects by their own name and by their dashboards', () => {
    const projects = [
      { name: 'a', displayName: 'Alpha' },
      { name: 'b', displayName: 'Beta' },
    ];
    expect(projectRows(projects, all, '').rows.map((row) => row.dashboards)).toStrictEqual([2, 1]);
    expect(projectRows(projects, all, 'node').rows.map((row) => row.name)).toStrictEqual(['b']);
    expect(projectRows(projects, all, 'alph').rows.map((row) => row.name)).toStrictEqual(['a']);
  });

  it('give a taken name a number', () => {
    expect(freeName('a', ['A', 'a-2'])).toBe('a-3');
    expect(freeName('x'.repeat(75), ['x'.repeat(75)]).length).toBeLessThanOrEqual(75);
  });
});
