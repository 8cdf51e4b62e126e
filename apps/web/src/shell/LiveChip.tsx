import { useState } from 'react';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import AccessPointNetwork from 'mdi-material-ui/AccessPointNetwork';
import CloudOffOutline from 'mdi-material-ui/CloudOffOutline';
import Pause from 'mdi-material-ui/Pause';
import Play from 'mdi-material-ui/Play';
import { useConnection } from '../api/connection.ts';
import { Age } from '../components/Age.tsx';
import { shortTime } from '../format/time.ts';
import { durationLabel } from '../time/duration.ts';
import { useTimeRange } from '../time/TimeProvider.tsx';
import styles from './LiveChip.module.css';

/** How the page gets its numbers, in words: this version asks again at intervals and says so. */
export function LiveChip() {
  const time = useTimeRange();
  const connection = useConnection();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { word, icon: Icon, tone } = stateOf(time, connection.offlineSinceMs);
  return (
    <>
      <Button
        className={`${styles['chip']} ${styles[tone] ?? ''}`}
        startIcon={<Icon />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {word}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            className: styles['paper'] ?? '',
            role: 'dialog',
            'aria-label': 'How this page is kept current',
          },
        }}
      >
        <p>{explanation(time, connection.offlineSinceMs)}</p>
        {connection.lastAnswerMs !== null && (
          <p>
            <Age atMs={connection.lastAnswerMs} prefix="Last answer " />
          </p>
        )}
        <div className={styles['actions']}>
          <Button
            variant="outlined"
            startIcon={time.pausedBy === 'person' ? <Play /> : <Pause />}
            onClick={time.togglePause}
          >
            {time.pausedBy === 'person' ? 'Continue updates' : 'Pause updates'}
          </Button>
          <Button variant="outlined" onClick={time.refreshNow}>
            Refresh now
          </Button>
        </div>
      </Popover>
    </>
  );
}

function stateOf(time: ReturnType<typeof useTimeRange>, offlineSinceMs: number | null) {
  if (offlineSinceMs !== null) {
    return {
      word: `Offline since ${shortTime(offlineSinceMs, Date.now(), time.zone)}`,
      icon: CloudOffOutline,
      tone: 'offline',
    };
  }
  if (time.isPaused) return { word: 'Paused', icon: Pause, tone: 'paused' };
  if (time.range.kind === 'absolute') return { word: 'Fixed range', icon: Pause, tone: 'paused' };
  if (time.refresh === 'off') return { word: 'Refresh off', icon: Pause, tone: 'paused' };
  return { word: `Polling ${durationLabel(time.refresh)}`, icon: AccessPointNetwork, tone: 'polling' };
}

function explanation(time: ReturnType<typeof useTimeRange>, offlineSinceMs: number | null): string {
  if (offlineSinceMs !== null)
    return 'Hecate does not answer. Numbers are from before; this page keeps trying.';
  if (time.pausedBy === 'person')
    return 'You paused the updates. Numbers stay as they are until you continue.';
  if (time.range.kind === 'absolute') return 'The range is fixed, so its numbers do not change.';
  if (time.refresh === 'off') return 'Refresh is off. Choose an interval in the time bar, or refresh now.';
  return `There is no live stream in this version: the page asks again every ${durationLabel(time.refresh)}.`;
}
