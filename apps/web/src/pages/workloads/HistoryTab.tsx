import Button from '@mui/material/Button';
import type { WorkloadDetail } from '@hecate/server/contract';
import { durationLabel, printDuration } from '../../time/duration.ts';
import { parseRange, presets, rangeLength } from '../../time/range.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { useUrlState } from '../../time/use-url-state.ts';
import { NowTab } from './NowTab.tsx';
import styles from './HistoryTab.module.css';

const historyPresets = presets.filter((pastMs) => pastMs >= 21_600_000);
const defaultPast = '7d';
const refreshMs = 60_000;

/** The same charts over days, with a range of its own that the URL keeps as `history`. */
export function HistoryTab({ detail }: { readonly detail: WorkloadDetail }) {
  const time = useTimeRange();
  const [past, setPast] = useUrlState('history', defaultPast);
  const range = parseRange(past, null, { kind: 'relative', pastMs: 604_800_000 });
  return (
    <>
      <div className={styles['ranges']}>
        <span id="history-range">Range of the history</span>
        {historyPresets.map((pastMs) => (
          <Button
            key={pastMs}
            variant="outlined"
            aria-pressed={rangeLength(range) === pastMs}
            className={styles['range'] ?? ''}
            onClick={() => setPast(printDuration(pastMs))}
          >
            {durationLabel(pastMs)}
          </Button>
        ))}
      </div>
      <NowTab detail={detail} range={range} refetchInterval={time.isPaused ? false : refreshMs} />
    </>
  );
}
