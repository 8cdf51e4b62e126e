import { describe, expect, it } from 'vitest';
import { createAnnouncer } from './announcer.ts';

describe('the announcer', () => {
  it('shows the first message at once and gathers the next 30 s into one', () => {
    const { said, announcer, pass } = started();
    announcer.say('a.');
    announcer.say('b.');
    announcer.say('b.');
    announcer.say('c.');
    expect(said).toEqual(['a.']);
    pass();
    expect(said).toEqual(['a.', 'b. c.']);
  });

  it('names three changes and counts the others, however many come', () => {
    const { said, announcer, pass } = started();
    announcer.say('first.');
    for (let at = 0; at < 60; at += 1) announcer.say(`${at}.`);
    pass();
    expect(said[1]).toBe('0. 1. 2. 57 more changed.');
  });

  it('is quick again after a quiet pause, and says nothing after its end', () => {
    const { said, announcer, pass } = started();
    announcer.say('a.');
    pass();
    announcer.say('b.');
    expect(said).toEqual(['a.', 'b.']);
    announcer.say('c.');
    announcer.stop();
    pass();
    expect(said).toEqual(['a.', 'b.']);
  });
});

function started() {
  const said: string[] = [];
  let waiting: (() => void) | undefined;
  const announcer = createAnnouncer({
    show: (message) => said.push(message),
    later: (callback, ms) => {
      expect(ms).toBe(30_000);
      waiting = callback;
      return () => void (waiting = undefined);
    },
  });
  const pass = () => {
    const due = waiting;
    waiting = undefined;
    due?.();
  };
  return { said, announcer, pass };
}
