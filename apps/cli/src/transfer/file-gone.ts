import { UsageError } from '../usage-error.ts';

/** A file of a folder went between the look at the folder and the reading of the file. */
export class FileGone extends UsageError {
  constructor(name: string) {
    super(`${name} went while the folder was read, nothing was changed: run the command again.`);
  }
}
