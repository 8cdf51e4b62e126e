import { useState } from 'react';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import ChevronLeft from 'mdi-material-ui/ChevronLeft';
import ChevronRight from 'mdi-material-ui/ChevronRight';
import ClockOutline from 'mdi-material-ui/ClockOutline';
import MagnifyMinusOutline from 'mdi-material-ui/MagnifyMinusOutline';
import Refresh from 'mdi-material-ui/Refresh';
import { rangeLabel } from './range-label.ts';
import { RangePicker } from './RangePicker.tsx';
import { RefreshPicker } from './RefreshPicker.tsx';
import { ZonePicker } from './ZonePicker.tsx';
import { useMediaQuery } from '../theme/PreferencesProvider.tsx';
import { useTimeRange } from '../time/TimeProvider.tsx';
import styles from './TimeBar.module.css';

/** Range, refresh and zone, top right as in Perses and Grafana; one button that opens a sheet on narrow screens. */
export function TimeBar() {
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const time = useTimeRange();
  const [isOpen, setOpen] = useState(false);
  if (!isNarrow) {
    return (
      <section className={styles['bar']} aria-label="Time range">
        <TimeControls />
      </section>
    );
  }
  return (
    <section className={styles['bar']} aria-label="Time range">
      <Button
        variant="outlined"
        startIcon={<ClockOutline />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {rangeLabel(time.range, time.zone)}
      </Button>
      <Tooltip title="Refresh now">
        <IconButton aria-label="Refresh now" onClick={time.refreshNow}>
          <Refresh />
        </IconButton>
      </Tooltip>
      <Drawer
        anchor="bottom"
        open={isOpen}
        onClose={() => setOpen(false)}
        slotProps={{ paper: { 'aria-label': 'Time range' } }}
      >
        <div className={styles['sheet']}>
          <TimeControls />
        </div>
      </Drawer>
    </section>
  );
}

function TimeControls() {
  const time = useTimeRange();
  return (
    <>
      <div className={styles['group']}>
        <Tooltip title="Earlier by half the range">
          <IconButton
            aria-label="Earlier by half the range"
            data-time-shift=""
            onClick={() => time.shift(-1)}
          >
            <ChevronLeft />
          </IconButton>
        </Tooltip>
        <RangePicker />
        <Tooltip title="Later by half the range">
          <span>
            <IconButton
              aria-label="Later by half the range"
              data-time-shift=""
              disabled={time.range.kind === 'relative'}
              onClick={() => time.shift(1)}
            >
              <ChevronRight />
            </IconButton>
          </span>
        </Tooltip>
        <Tooltip title="Zoom out to twice the range (z)">
          <IconButton aria-label="Zoom out to twice the range" onClick={time.zoomOut}>
            <MagnifyMinusOutline />
          </IconButton>
        </Tooltip>
      </div>
      <div className={styles['group']}>
        <RefreshPicker />
        <Tooltip title="Refresh now (r)">
          <IconButton aria-label="Refresh now" onClick={time.refreshNow}>
            <Refresh />
          </IconButton>
        </Tooltip>
      </div>
      <ZonePicker />
    </>
  );
}
