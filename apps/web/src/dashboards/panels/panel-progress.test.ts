import { expect, it, vi } from 'vitest';
import { createPanelProgress } from './panel-progress.ts';

it('counts the panels of a page and those that have their answer', () => {
  const progress = createPanelProgress();
  const onChange = vi.fn();
  const stop = progress.subscribe(onChange);
  const [one, other] = [Symbol('one'), Symbol('other')];
  progress.report(one, false);
  expect(progress.words()).toBe(null);
  progress.report(other, true);
  expect(progress.words()).toBe('1 of 2 panels');
  progress.report(one, true);
  progress.report(one, true);
  expect([progress.words(), onChange.mock.calls.length]).toEqual(['2 of 2 panels', 3]);
  stop();
  progress.forget(one);
  expect([progress.words(), onChange.mock.calls.length]).toEqual([null, 3]);
});
