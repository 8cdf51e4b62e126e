import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  amendPresent,
  beginHistory,
  recordStep,
  redoStep,
  undoStep,
  UNDO_LIMIT,
  type UndoHistory,
} from './undo-history.ts';

const step = (history: UndoHistory<number>, next: number, atMs = next * 10_000) =>
  recordStep(history, next, { label: `to ${next}`, atMs });

describe('undo history', () => {
  it('goes back and forth over every step, as far as 100', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 130 }), (count, back) => {
        let history = beginHistory(0);
        for (let next = 1; next <= count; next += 1) history = step(history, next);
        const full = history;
        const reach = Math.min(count, UNDO_LIMIT, back);
        for (let n = 0; n < back; n += 1) history = undoStep(history);
        expect(history.present).toBe(count - reach);
        expect(history.past.length + history.future.length).toBeLessThanOrEqual(UNDO_LIMIT);
        for (let n = 0; n < back; n += 1) history = redoStep(history);
        expect(history).toStrictEqual(full);
      }),
    );
  });

  it('forgets what was taken back once something new is done', () => {
    const history = step(undoStep(step(step(beginHistory(0), 1), 2)), 3);
    expect(history.future).toStrictEqual([]);
    expect(undoStep(history).present).toBe(1);
  });

  it('joins steps under one key that follow each other quickly, and only those', () => {
    const move = (history: UndoHistory<number>, next: number, joinKey: string, atMs: number) =>
      recordStep(history, next, { label: 'Moved', joinKey, atMs });
    let history = move(beginHistory(0), 1, 'a', 0);
    history = move(history, 2, 'a', 900);
    history = move(history, 3, 'a', 1800);
    expect(undoStep(history).present).toBe(0);
    history = move(history, 4, 'a', 3000);
    history = move(history, 5, 'b', 3100);
    expect(history.past.map(({ state }) => state)).toStrictEqual([0, 3, 4]);
  });

  it('keeps both directions when the present is put right', () => {
    const history = amendPresent(undoStep(step(step(beginHistory(0), 1), 2)), 10);
    expect(redoStep(history).present).toBe(2);
    expect(undoStep(history).present).toBe(0);
  });
});
