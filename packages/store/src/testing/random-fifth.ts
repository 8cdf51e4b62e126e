import { seededRandom } from './seeded-random.ts';

/**
 * Says of each n whether a loop over failures tries it: a fifth of them, one at random of every five, so that every part of the
 * loop is met and other n in each run; every n in the deep tests. What it is about and its seed are printed.
 */
export function randomFifth(about: string): () => boolean {
  if (process.env['HECATE_TEST_DEEP'] === '1') return () => true;
  const seed = Number(process.env['HECATE_TEST_SEED'] ?? Date.now() % 1_000_000);
  process.stdout.write(`${about} seed: ${seed} (HECATE_TEST_SEED repeats it)\n`);
  const random = seededRandom(seed);
  let asked = 0;
  let chosen = 0;
  return () => {
    if (asked % 5 === 0) chosen = Math.floor(random() * 5);
    asked += 1;
    return (asked - 1) % 5 === chosen;
  };
}
