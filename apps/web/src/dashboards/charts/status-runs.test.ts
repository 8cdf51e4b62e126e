import { describe, expect, it } from 'vitest';
import type { ValueMapping } from '@perses-dev/core';
import { statusRuns } from './status-runs.ts';

const mappings: readonly ValueMapping[] = [
  { kind: 'Value', spec: { value: '1', result: { value: 'ready', color: '#2F9E5B' } } },
  { kind: 'Range', spec: { from: 2, to: 5, result: { value: 'slow' } } },
  { kind: 'Regex', spec: { pattern: '(', result: { value: 'never' } } },
];

describe('statusRuns', () => {
  it('joins equal states and leaves gaps open', () => {
    const runs = statusRuns(
      [
        [0, 1],
        [15, 1],
        [30, 3],
        [90, 1],
      ],
      15,
      mappings,
    );
    expect(runs.map(({ startMs, endMs, text }) => [startMs, endMs, text])).toStrictEqual([
      [0, 30, 'ready'],
      [30, 45, 'slow'],
      [90, 105, 'ready'],
    ]);
  });

  it('shows a value without a mapping as a number, also beside a pattern that is no regular expression', () => {
    expect(statusRuns([[0, 42]], 15, mappings)[0]?.text).toBe('42');
  });
});
