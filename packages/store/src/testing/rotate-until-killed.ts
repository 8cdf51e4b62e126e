// A process that changes the keys of a store and kills itself after the n-th step.
// Arguments: database file, number of steps it lives through, rows in one transaction.
import { rotateSecretKey } from '../rotate-secret-key.ts';

const [file = '', steps = '0', batchSize = '1'] = process.argv.slice(2);
let left = Number(steps);

const step = (): void => {
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  left -= 1;
};
step();
await rotateSecretKey({ file, batchSize: Number(batchSize), onStep: step });
