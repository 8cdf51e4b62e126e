import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rateIntervalMs } from './rate-interval.ts';

it('holds two samples that are a minute apart, wherever they lie and however late one is', () => {
  fc.assert(
    fc.property(fc.nat(59_999), fc.integer({ min: 15_000, max: 3_600_000 }), (phase, stepMs) => {
      const window = rateIntervalMs(stepMs);
      const samples = Array.from(
        { length: 100 },
        (_, index) => phase + index * 60_000 + (index % 2) * 15_000,
      );
      return samples.filter((at) => at > 0 && at <= window).length >= 2;
    }),
  );
});

it('is wider than the step, so that every sample is in some window', () => {
  expect(rateIntervalMs(15_000)).toBe(160_000);
  expect(rateIntervalMs(600_000)).toBe(640_000);
});
