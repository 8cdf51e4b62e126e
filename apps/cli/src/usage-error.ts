/** A mistake in what was typed: shown as one plain message, exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
