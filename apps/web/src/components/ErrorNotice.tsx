import Button from '@mui/material/Button';
import { ApiError, errorSentence } from '../api/api-error.ts';
import { shortTime } from '../format/time.ts';
import { useTimeRange } from '../time/TimeProvider.tsx';
import { useNow } from './use-now.ts';
import { CutText } from './CutText.tsx';
import { Notice } from './Notice.tsx';

/** A failed answer in words; `lastGoodMs` says how old what is still shown is. */
export function ErrorNotice({
  error,
  lastGoodMs,
  onRetry,
  isQuiet = false,
}: {
  readonly error: unknown;
  readonly lastGoodMs?: number | undefined;
  readonly onRetry: () => void;
  readonly isQuiet?: boolean;
}) {
  const { zone } = useTimeRange();
  const nowMs = useNow();
  const isLocked = error instanceof ApiError && error.code === 'forbidden';
  const requestId = error instanceof ApiError ? error.requestId : null;
  const kept =
    lastGoodMs === undefined || lastGoodMs === 0
      ? ''
      : ` Showing data of ${shortTime(lastGoodMs, nowMs, zone)}.`;
  return (
    <Notice
      tone={isLocked ? 'locked' : 'failed'}
      isQuiet={isQuiet}
      actions={
        <Button variant="outlined" onClick={onRetry}>
          Retry
        </Button>
      }
    >
      <CutText>{errorSentence(error)}</CutText>
      {kept}
      {requestId !== null && <code> (id {requestId})</code>}
    </Notice>
  );
}
