import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { usePreferences } from '../theme/PreferencesProvider.tsx';
import { keyList } from './key-list.ts';
import type { KeyRow } from './listed-keys.ts';
import styles from './KeysDialog.module.css';

/** Every key of the console, and whether single letters are on. */
export function KeysDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { preferences, change } = usePreferences();
  return (
    <Dialog open={isOpen} onClose={onClose} maxWidth="md" fullWidth aria-labelledby="keys-title">
      <DialogTitle id="keys-title">Keys</DialogTitle>
      <DialogContent className={styles['columns'] ?? ''} tabIndex={0} aria-label="List of keys">
        {keyList.map(({ title, rows }) => (
          <Keys key={title} title={title} rows={rows} />
        ))}
      </DialogContent>
      <DialogActions>
        <Button onClick={() => change({ letterKeys: !preferences.letterKeys })}>
          Switch single-letter keys {preferences.letterKeys ? 'off' : 'on'}
        </Button>
        <Button variant="contained" onClick={onClose} autoFocus>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Keys({ title, rows }: { readonly title: string; readonly rows: readonly KeyRow[] }) {
  return (
    <section>
      <h3 className={styles['title']}>{title}</h3>
      <dl className={styles['list']}>
        {rows.map(({ shown, meaning }) => (
          <div key={shown}>
            <dt>
              {shown.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
