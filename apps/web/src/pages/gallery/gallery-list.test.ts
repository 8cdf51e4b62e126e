import { describe, expect, it } from 'vitest';
import type { Template } from '@hecate/server/contract';
import { checkText, gallerySections } from './gallery-list.ts';

const template = (id: string, group: Template['group'], metrics: string[] = []): Template => ({
  id,
  title: id,
  question: `Is ${id} fine?`,
  group,
  kinds: [],
  panels: 3,
  metrics,
  document: {},
});

describe('gallery', () => {
  it('begins with what fits workloads here, most of them first, and shows nothing twice', () => {
    const sections = gallerySections(
      [template('vllm', 'llm-serving'), template('kueue', 'queues'), template('notebook', 'notebooks')],
      [
        { id: 'notebook', present: [], missing: [], workloads: 2 },
        { id: 'kueue', present: [], missing: [], workloads: 5 },
      ],
      '',
    );
    expect(
      sections.map((section) => [section.title, section.cards.map((card) => card.template.id)]),
    ).toStrictEqual([
      ['Fits your workloads', ['kueue', 'notebook']],
      ['LLM serving', ['vllm']],
    ]);
  });

  it('is searched by question and by metric name', () => {
    const all = [template('vllm', 'llm-serving', ['vllm:num_requests_running']), template('kueue', 'queues')];
    expect(gallerySections(all, [], 'num_requests').flatMap((section) => section.cards)).toHaveLength(1);
    expect(gallerySections(all, [], 'is kueue')).toHaveLength(1);
  });

  it('tells present, partly present, absent and unchecked apart', () => {
    const check = (present: string[], missing: string[]) =>
      checkText({ id: 'x', present, missing, workloads: 0 });
    expect(check(['a', 'b'], [])).toStrictEqual({ tone: 'yes', text: 'works here: 2 of 2 metrics present' });
    expect(check(['a'], ['b', 'c', 'd']).text).toBe('1 of 4 metrics present; missing: b, c and 1 more');
    expect(check([], ['a']).tone).toBe('no');
    expect(checkText(undefined).tone).toBe('unknown');
  });
});
