import { describe, expect, it } from 'vitest';
import { readDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { freeName } from './free-name.ts';
import { importedDashboard } from './import-dashboard.ts';
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

describe('importedDashboard', () => {
  const noYaml = () => {
    throw new Error('not YAML');
  };

  it('takes a dashboard and both forms of the custom resource', () => {
    const spec = {
      panels: { a: { kind: 'Panel', spec: { plugin: { kind: 'FlameChart', spec: {} } } } },
      layouts: [],
    };
    expect(
      importedDashboard(
        JSON.stringify({ kind: 'Dashboard', metadata: { name: 'd', tags: ['t'] }, spec }),
        noYaml,
      ),
    ).toMatchObject({ ok: true, name: 'd', metadata: { tags: ['t'] }, spec });
    expect(
      importedDashboard(
        JSON.stringify({ kind: 'PersesDashboard', metadata: { name: 'd' }, spec: { config: spec } }),
        noYaml,
      ),
    ).toMatchObject({ ok: true, spec });
    const report = importedDashboard(
      JSON.stringify({ kind: 'PersesDashboard', metadata: { name: 'd' }, spec }),
      noYaml,
    );
    expect(report).toMatchObject({ ok: true, spec });
    expect(report.ok && report.report).toContain('FlameChart');
  });

  it('says what else a text is', () => {
    expect(importedDashboard('{"schemaVersion":39,"panels":[]}', noYaml)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('Grafana'),
    });
    expect(importedDashboard('{"kind":"Project"}', noYaml)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('a Project'),
    });
    expect(importedDashboard('[1]', () => '[1]')).toMatchObject({ ok: false });
    expect(importedDashboard('kind: [', noYaml)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('not YAML'),
    });
  });
});
