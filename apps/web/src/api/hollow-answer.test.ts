import { expect, test } from 'vitest';
import { refuseHollow } from './hollow-answer.ts';

const reason = 'the datasource "prometheus" cannot be reached (nothing listens at its address); check it.';

test('an answer without any sample, made because the datasource failed, is a failure with its reason', () => {
  const answer = {
    observedMs: null,
    warnings: ['Missing: pods, images, age o…', 'Missing: a. the client left.', `Missing: a, b. ${reason}`],
  };
  expect(() => refuseHollow(answer, true)).toThrow(reason);
});

test('where every reason was cut short the sentence still says who did not answer', () => {
  expect(() => refuseHollow({ observedMs: null, warnings: ['Missing: pods, im…'] }, true)).toThrow(
    'Prometheus did not answer',
  );
});

test('an answer with workloads, with samples, or empty without a warning is one', () => {
  const partial = { observedMs: null, warnings: [`Missing: a. ${reason}`] };
  expect(refuseHollow(partial, false)).toBe(partial);
  const observed = { observedMs: 1, warnings: [`Missing: a. ${reason}`] };
  expect(refuseHollow(observed, true)).toBe(observed);
  const empty = { observedMs: null, warnings: [] };
  expect(refuseHollow(empty, true)).toBe(empty);
});
