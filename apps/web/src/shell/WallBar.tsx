import Button from '@mui/material/Button';
import { useNow } from '../components/use-now.ts';
import { dateTime } from '../format/time.ts';
import { useTimeRange } from '../time/TimeProvider.tsx';
import { LiveChip } from './LiveChip.tsx';
import { rangeLabel } from './range-label.ts';
import styles from './WallBar.module.css';

/** What stays of the chrome on a wall: the range, how current the page is, the clock, and the way back. */
export function WallBar({ onLeave }: { readonly onLeave: () => void }) {
  const { range, zone } = useTimeRange();
  const nowMs = useNow(1000);
  return (
    <header className={styles['bar']}>
      <span>{rangeLabel(range, zone)}</span>
      <span className={styles['space']} />
      <LiveChip />
      <time className={styles['clock']} dateTime={new Date(nowMs).toISOString()}>
        {dateTime(nowMs, zone)}
      </time>
      <Button variant="outlined" onClick={onLeave}>
        Leave wall mode (Esc)
      </Button>
    </header>
  );
}
