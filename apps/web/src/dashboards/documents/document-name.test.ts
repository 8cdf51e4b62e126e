import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { nameProblem, suggestName } from './document-name.ts';

describe('names of documents', () => {
  it('say what is wrong and which name would do', () => {
    expect(nameProblem('LLM Latency')).toBe(
      '"LLM Latency" has a space. Allowed: letters, digits, _ . -, up to 75. Use llm-latency?',
    );
    expect(nameProblem('a'.repeat(76))).toContain('76 characters');
    expect(nameProblem('.hidden')).toContain('dot');
    expect(nameProblem('vllm_1.2-x')).toBeUndefined();
  });

  it('are always made valid', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(nameProblem(suggestName(text))).toBeUndefined();
      }),
    );
  });
});
