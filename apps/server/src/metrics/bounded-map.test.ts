import { Registry } from '@prometheus-io/client';
import { describe, expect, it } from 'vitest';
import { createBoundedMap } from './bounded-map.ts';
import { observeBounds } from './observe-bounds.ts';

describe('a bounded map', () => {
  it('drops what was set longest ago, and shows size, limit and evictions at every scrape', async () => {
    const registry = new Registry();
    const map = createBoundedMap<string, number>('answers', 2, observeBounds(registry));
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([3, undefined, 4]);
    for (const evictions of [1, 1]) {
      const text = await registry.metrics();
      expect(text).toContain('hecate_bounded_entries{what="answers"} 2');
      expect(text).toContain('hecate_bounded_limit{what="answers"} 2');
      expect(text).toContain(`hecate_bounded_evictions_total{what="answers"} ${evictions}`);
    }
    map.set('d', 5);
    map.delete('d');
    expect(await registry.metrics()).toMatch(
      /entries\{what="answers"\} 1[^]*evictions_total\{what="answers"\} 2/,
    );
    map.clear();
    expect(await registry.metrics()).toContain('hecate_bounded_entries{what="answers"} 0');
  });
});
