import { dirname, join } from 'node:path';

/** The folder of the repository: commands may be run from anywhere. */
export const projectRoot = join(dirname(import.meta.dirname), '..', '..');
