import { useState } from 'react';
import IconButton from '@mui/material/IconButton';
import Close from 'mdi-material-ui/Close';
import FlaskOutline from 'mdi-material-ui/FlaskOutline';
import { readDismissed, rememberDismissed } from '../../shell/dismissed.ts';
import styles from './SimulatedNote.module.css';

/** Tells that the numbers are simulated, and how to see one's own. */
export function SimulatedNote() {
  const [isHidden, setHidden] = useState(() => readDismissed().includes('simulated'));
  if (isHidden) return null;
  return (
    <div className={styles['note']}>
      <FlaskOutline aria-hidden="true" />
      <span>
        This is a simulated cluster. Use your own Prometheus: <code>npm start -- --prometheus URL</code>
      </span>
      <IconButton
        aria-label="Dismiss for this session"
        onClick={() => {
          rememberDismissed('simulated');
          setHidden(true);
        }}
      >
        <Close fontSize="small" />
      </IconButton>
    </div>
  );
}
