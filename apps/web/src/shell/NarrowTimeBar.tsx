import { useState } from 'react';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import ClockOutline from 'mdi-material-ui/ClockOutline';
import Refresh from 'mdi-material-ui/Refresh';
import { useTimeRange } from '../time/TimeProvider.tsx';
import { rangeLabel } from './range-label.ts';
import { TimeControls } from './TimeControls.tsx';
import styles from './TimeBar.module.css';

/** The time bar of narrow screens: one button that opens a sheet with the controls. */
export function NarrowTimeBar() {
  const time = useTimeRange();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<ClockOutline />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {rangeLabel(time.range, time.zone)}
      </Button>
      <IconButton aria-label="Refresh now" onClick={time.refreshNow}>
        <Refresh />
      </IconButton>
      <Drawer
        anchor="bottom"
        open={isOpen}
        onClose={() => setOpen(false)}
        slotProps={{ paper: { 'aria-label': 'Time range', role: 'dialog' } }}
      >
        <div className={styles['sheet']}>
          <TimeControls />
        </div>
      </Drawer>
    </>
  );
}
