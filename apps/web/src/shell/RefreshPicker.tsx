import { useState } from 'react';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import MenuDown from 'mdi-material-ui/MenuDown';
import { durationLabel } from '../time/duration.ts';
import { rangeLength, type Refresh } from '../time/range.ts';
import { useTimeRange } from '../time/TimeProvider.tsx';
import styles from './ZonePicker.module.css';

/** How often the page asks again: 15 s for ranges up to one hour, one minute, off. */
export function RefreshPicker() {
  const time = useTimeRange();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const isFixed = time.range.kind === 'absolute';
  const offered: readonly Refresh[] =
    rangeLength(time.range) <= 3_600_000 ? [15_000, 60_000, 'off'] : [60_000, 'off'];
  const label = isFixed ? 'fixed range' : refreshLabel(time.refresh);
  return (
    <>
      <Button
        variant="outlined"
        endIcon={<MenuDown />}
        disabled={isFixed}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={`Refresh: ${label}`}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {label}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'How often to refresh' } }}
      >
        <div className={`${styles['box']} ${styles['fixed']}`}>
          {offered.map((refresh) => (
            <Button
              key={String(refresh)}
              className={styles['row'] ?? ''}
              aria-pressed={refresh === time.refresh}
              onClick={() => {
                time.setRefresh(refresh);
                setAnchor(null);
              }}
            >
              {refresh === 'off' ? 'Off' : `Every ${durationLabel(refresh)}`}
            </Button>
          ))}
        </div>
      </Popover>
    </>
  );
}

function refreshLabel(refresh: Refresh): string {
  return refresh === 'off' ? 'off' : durationLabel(refresh);
}
