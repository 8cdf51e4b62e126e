import type { SeededRandom } from './seeded-random.ts';

const pieces = [
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '=',
  '=~',
  '!',
  '!=',
  '@',
  ' by ',
  ' offset ',
  ' bool ',
  ' on (a) ',
  ' group_left ',
  ' fill (1) ',
  ' sum ',
  ' and ',
  ' == ',
  ' </ ',
  '+',
  '-',
  '^',
  '5m',
  '1.2.3',
  '0x',
  '1e',
  '5ms3x',
  '"',
  "'",
  '`',
  '\\',
  '"x"',
  '#',
  '\n',
  '\r',
  'é',
  '\u00a0',
  '$',
  ';',
  ' x ',
  ' 1 ',
  '[5m]',
  '[5m:]',
  '[1h:5m]',
  ' rate(',
  ' step() ',
  ' start() ',
  ' info(',
  ' anchored ',
  '[:alpha:]',
  '(?',
  '{2}',
  '*',
  '%',
  '.',
  '_',
] as const;

/** A query with one to three small accidents, as typing or cutting makes them. */
export function mutateQuery(query: string, random: SeededRandom): string {
  let text = query;
  const count = 1 + random.below(3);
  for (let index = 0; index < count; index += 1) text = mutateOnce(text, random);
  // Half a character cannot be sent.
  return text.toWellFormed();
}

function mutateOnce(text: string, random: SeededRandom): string {
  const at = random.below(text.length + 1);
  const length = 1 + random.below(3);
  switch (random.below(5)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + random.pick(pieces) + text.slice(at);
    case 2:
      return text.slice(0, at) + random.pick(pieces) + text.slice(at + length);
    case 3:
      return text.slice(0, at);
    default: {
      const from = random.below(text.length + 1);
      return text.slice(0, at) + text.slice(from, from + 2 + random.below(12)) + text.slice(at);
    }
  }
}
