import { isCancelledError } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

/** What a person gave up is told as that, not as a failure of the server. */
export function cancelled(): ApiError {
  return new ApiError('aborted', 'Reading was cancelled. Retry, or choose a shorter range.');
}

/** An error of a query as people are told it: a query that was cancelled has none in words. */
export function toldError(error: unknown): unknown {
  return isCancelledError(error) ? cancelled() : error;
}
