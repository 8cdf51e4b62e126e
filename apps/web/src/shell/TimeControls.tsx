import IconButton from '@mui/material/IconButton';
import ChevronLeft from 'mdi-material-ui/ChevronLeft';
import ChevronRight from 'mdi-material-ui/ChevronRight';
import MagnifyMinusOutline from 'mdi-material-ui/MagnifyMinusOutline';
import Refresh from 'mdi-material-ui/Refresh';
import { Hint } from '../components/Hint.tsx';
import { useTimeRange } from '../time/TimeProvider.tsx';
import { RangePicker } from './RangePicker.tsx';
import { RefreshPicker } from './RefreshPicker.tsx';
import { ZonePicker } from './ZonePicker.tsx';
import styles from './TimeBar.module.css';

/** Shift, range, zoom out, refresh, zone. */
export function TimeControls() {
  const time = useTimeRange();
  return (
    <>
      <div className={styles['group']}>
        <Hint text="Earlier by half the range">
          <IconButton
            aria-label="Earlier by half the range"
            data-time-shift=""
            onClick={() => time.shift(-1)}
          >
            <ChevronLeft />
          </IconButton>
        </Hint>
        <RangePicker />
        <Hint text="Later by half the range">
          <IconButton
            aria-label="Later by half the range"
            data-time-shift=""
            disabled={time.range.kind === 'relative'}
            onClick={() => time.shift(1)}
          >
            <ChevronRight />
          </IconButton>
        </Hint>
        <Hint text="Zoom out to twice the range (z)">
          <IconButton aria-label="Zoom out to twice the range" onClick={time.zoomOut}>
            <MagnifyMinusOutline />
          </IconButton>
        </Hint>
      </div>
      <div className={styles['group']}>
        <RefreshPicker />
        <Hint text="Refresh now (r)">
          <IconButton aria-label="Refresh now" onClick={time.refreshNow}>
            <Refresh />
          </IconButton>
        </Hint>
      </div>
      <ZonePicker />
    </>
  );
}
