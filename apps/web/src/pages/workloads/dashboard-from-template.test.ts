import { describe, expect, it } from 'vitest';
import { dashboardFromTemplate, dashboardName } from './dashboard-from-template.ts';

const template = {
  kind: 'Dashboard',
  metadata: { name: 'vllm', project: '' },
  spec: {
    display: { name: 'vLLM model server' },
    variables: [
      { kind: 'ListVariable', spec: { name: 'namespace', allowMultiple: false } },
      { kind: 'ListVariable', spec: { name: 'pod', allowMultiple: true, defaultValue: '$__all' } },
      { kind: 'ListVariable', spec: { name: 'other' } },
      { kind: 'TextVariable', spec: { name: 'model', value: '' } },
    ],
    panels: { a: { kind: 'Panel' } },
    unknown: 'kept',
  },
};

describe('a dashboard from a template', () => {
  const made = dashboardFromTemplate(template, { name: 'llama-8b', namespace: 'llm-prod' }, 'llama-8b', {
    namespace: 'llm-prod',
    pod: ['a-0', 'a-1'],
    model: 'llama',
  });

  it('fills the variables in their own form and keeps every other field', () => {
    expect(made).toEqual({
      kind: 'Dashboard',
      metadata: { name: 'llama-8b', project: 'llm-prod' },
      spec: {
        display: { name: 'llama-8b: vLLM model server' },
        variables: [
          {
            kind: 'ListVariable',
            spec: { name: 'namespace', allowMultiple: false, defaultValue: 'llm-prod' },
          },
          { kind: 'ListVariable', spec: { name: 'pod', allowMultiple: true, defaultValue: ['a-0', 'a-1'] } },
          { kind: 'ListVariable', spec: { name: 'other' } },
          { kind: 'TextVariable', spec: { name: 'model', value: 'llama' } },
        ],
        panels: { a: { kind: 'Panel' } },
        unknown: 'kept',
      },
    });
  });

  it('numbers a name that is taken and keeps it within 75 characters', () => {
    expect(dashboardName({ name: 'Llama-8b' }, 1)).toBe('llama-8b');
    expect(dashboardName({ name: 'x'.repeat(80) }, 12)).toHaveLength(75);
    expect(dashboardName({ name: 'x'.repeat(80) }, 12).endsWith('-12')).toBe(true);
  });
});
