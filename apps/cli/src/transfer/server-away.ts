import { UsageError } from '../usage-error.ts';

/** There is no server to talk to; it may come. */
export class ServerAway extends UsageError {
  readonly isAway = true;
}
