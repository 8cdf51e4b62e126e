import { describe, expect, it } from 'vitest';
import { templates } from '@hecate/catalogue';
import { allValues, fillLegend, fillVariables } from './fill-variables.ts';
import { templateGroups } from './template-panels.ts';

const time = { stepMs: 15_000, rangeMs: 3_600_000 };

describe('the variables of a template', () => {
  it.each([
    ['x{namespace="$namespace"}', 'x{namespace="llm-prod"}'],
    ['x{pod=~"$pod"}', 'x{pod=~"(a-0|a-1)"}'],
    ['x{pod=~"${pod:regex}"}', 'x{pod=~"(a-0|a-1)"}'],
    ['x{node=~"$node"}', 'x{node=~".*"}'],
    ['rate(x[$__rate_interval])', 'rate(x[2m40s])'],
    ['increase(x[$__range])', 'increase(x[1h])'],
    ['x{a="$unknown"}', 'x{a="$unknown"}'],
  ])('%s becomes %s', (query, expected) => {
    const values = { namespace: 'llm-prod', pod: ['a-0', 'a-1'], node: [allValues] };
    expect(fillVariables(query, values, time)).toBe(expected);
  });

  it('keeps a rate wider than its step', () => {
    expect(fillVariables('[$__rate_interval]', {}, { ...time, stepMs: 600_000 })).toBe('[10m40s]');
  });

  it('names a series by its labels', () => {
    expect(fillLegend('{{pod}} p{{ quantile }}', { pod: 'a-0', quantile: '95' })).toBe('a-0 p95');
  });
});

describe('the panels of the templates', () => {
  it.each(templates.map((template) => [template.id, template] as const))(
    '%s is read without losing a panel',
    (_id, template) => {
      const groups = templateGroups(template.document);
      const panels = groups.flatMap((group) => group.panels);
      expect(panels).toHaveLength(Object.keys(template.document.spec.panels).length);
      for (const panel of panels) {
        expect(panel.title).not.toBe('');
        expect(panel.queries.every(({ query }) => query !== '')).toBe(true);
      }
    },
  );

  it('says what is counted where Perses has no format for it', () => {
    const panels = templates.flatMap(({ document }) =>
      templateGroups(document).flatMap((group) => group.panels),
    );
    expect(panels.find(({ title }) => title === 'Tokens per second')?.unit).toBe('tokens/s');
    expect(panels.find(({ title }) => title === 'Waiting workloads by queue')?.unit).toBe('workloads');
  });

  it('reads nothing from what is no document', () => {
    expect(templateGroups(null)).toEqual([]);
    expect(templateGroups({ spec: { layouts: [{}], panels: 3 } })).toEqual([
      { title: '', isOpen: true, panels: [] },
    ]);
  });
});
