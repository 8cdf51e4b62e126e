import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { usePreferences } from '../theme/PreferencesProvider.tsx';
import { places } from './places.ts';
import styles from './KeysDialog.module.css';

type Row = readonly [keys: string, meaning: string];

const pageKeys: readonly Row[] = [
  ['?', 'This list'],
  ['r', 'Refresh now'],
  ['p', 'Pause and continue updates'],
  ['← →', 'On the time bar: earlier, later by half the range'],
  ['z', 'Zoom out'],
  ['Shift z', 'Undo zoom'],
  ['Shift f', 'Wall mode: full screen without chrome'],
  ['Esc', 'Close the topmost thing'],
];
const chartKeys: readonly Row[] = [
  ['← →', 'Move by one sample; with Ctrl by ten'],
  ['Home End', 'First and last sample'],
  ['Shift ← →', 'Select a range, Enter zooms into it'],
  ['Enter', 'Pin the values'],
  ['t', 'Chart as table'],
];
const listKeys: readonly Row[] = [
  ['j k', 'Next and previous row'],
  ['Enter', 'Open'],
  ['Space', 'Preview a workload'],
  ['f /', 'Filter'],
  ['x', 'Select a dashboard'],
  ['n', 'New dashboard'],
  ['1 to 3', 'Tabs of a workload'],
  ['[ ]', 'Previous and next workload of the list'],
];

/** Every key of the console, and whether single letters are on. */
export function KeysDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { preferences, change } = usePreferences();
  const goKeys = places.map(({ letter, label }): Row => [`g ${letter}`, label]);
  return (
    <Dialog open={isOpen} onClose={onClose} maxWidth="md" fullWidth aria-labelledby="keys-title">
      <DialogTitle id="keys-title">Keys</DialogTitle>
      <DialogContent className={styles['columns'] ?? ''} tabIndex={0} aria-label="List of keys">
        <Keys title="Page" rows={pageKeys} />
        <Keys title="Go to" rows={goKeys} />
        <Keys title="Chart" rows={chartKeys} />
        <Keys title="List" rows={listKeys} />
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

function Keys({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  return (
    <section>
      <h3 className={styles['title']}>{title}</h3>
      <dl className={styles['list']}>
        {rows.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
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
