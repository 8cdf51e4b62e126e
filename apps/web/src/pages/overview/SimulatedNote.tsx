import { useEffect, useState } from 'react';
import IconButton from '@mui/material/IconButton';
import Close from 'mdi-material-ui/Close';
import FlaskOutline from 'mdi-material-ui/FlaskOutline';
import { readDismissed, rememberDismissed } from '../../shell/dismissed.ts';
import styles from './SimulatedNote.module.css';

/** Local-storage key that remembers an own cluster, where no room needs to be kept for the note. */
const ownKey = 'hecate.own-cluster';

/** Tells that the numbers are simulated; keeps its room while that is not known yet, so that nothing jumps. */
export function SimulatedNote({ isSimulated }: { readonly isSimulated: boolean | undefined }) {
  const [isDismissed, setDismissed] = useState(() => readDismissed().includes('simulated'));
  const [wasOwn] = useState(readOwn);
  useEffect(() => {
    if (isSimulated !== undefined) rememberOwn(!isSimulated);
  }, [isSimulated]);
  if (isDismissed || isSimulated === false || (isSimulated === undefined && wasOwn)) return null;
  if (isSimulated === undefined) return <div className={styles['room']} />;
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
          setDismissed(true);
        }}
      >
        <Close fontSize="small" />
      </IconButton>
    </div>
  );
}

function readOwn(): boolean {
  try {
    return window.localStorage.getItem(ownKey) === 'yes';
  } catch {
    return false; // storage is forbidden in this browser
  }
}

function rememberOwn(isOwn: boolean): void {
  try {
    window.localStorage.setItem(ownKey, isOwn ? 'yes' : 'no');
  } catch {
    return; // storage is forbidden or full: the room is kept next time too
  }
}
