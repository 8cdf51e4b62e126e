import { describe, expect, it } from 'vitest';
import { literal, podsMatcher, selectorFor } from './selector.ts';

describe('selectorFor', () => {
  it('holds every series to the namespaces, GPU series by their own label', () => {
    const { own, exported } = selectorFor(['a', 'b']);
    expect(own()).toBe('{namespace=~"a|b"}');
    expect(own('x="1"')).toBe('{namespace=~"a|b",x="1"}');
    expect(exported()).toBe('{exported_namespace=~"a|b"}');
  });

  it('writes no braces when nothing is held', () => {
    expect(selectorFor(null).own()).toBe('');
    expect(selectorFor(null).own('x="1"')).toBe('{x="1"}');
  });

  it('selects nothing of a reader without namespaces', () => {
    expect(selectorFor([]).own()).toBe('{namespace=~""}');
  });
});

describe('literal', () => {
  it('matches exactly the text inside a PromQL string', () => {
    expect(literal('llama-3.1-8b')).toBe(String.raw`llama-3\\.1-8b`);
    expect(podsMatcher('pod', ['a.b', 'c'])).toBe(String.raw`pod=~"a\\.b|c"`);
  });
});
