// Planted on purpose: the lint step fails unless every rule that is named here reports its line of this file.
import { sql } from 'kysely'; // no-restricted-imports

export const unbound = (text: string): unknown => sql.raw(text); // no-restricted-properties

async function answer(): Promise<number> {
  return 42;
}

answer(); // no-floating-promises

if (answer()) throw 'text'; // no-misused-promises, only-throw-error

await 42; // await-thenable

function word(kind: 'hot' | 'cold'): string {
  switch (kind) {
    case 'hot': // switch-exhaustiveness-check
      return 'hot';
  }
  return '';
}

export const words = word('hot') as string; // no-unnecessary-type-assertion
