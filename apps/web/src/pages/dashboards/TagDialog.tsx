import { useState } from 'react';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import type { DashboardRow } from '@hecate/server/contract';
import { countedDashboards } from './finder-filter.ts';
import styles from './dialogs.module.css';

/** Tags offered at most. */
const offeredLimit = 12;

/** Adds tags to the chosen dashboards, and takes away those that are clicked. */
export function TagDialog({
  rows,
  known,
  onApply,
  onClose,
}: {
  readonly rows: readonly DashboardRow[];
  /** Tags that are used elsewhere, most frequent first. */
  readonly known: readonly string[];
  readonly onApply: (add: readonly string[], remove: readonly string[]) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState('');
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const added = text
    .split(',')
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '');
  const problem = added.map(tagProblem).find((each) => each !== undefined);
  const present = [...new Set(rows.flatMap(({ tags }) => tags))].toSorted();
  const offered = known.filter((tag) => !added.includes(tag)).slice(0, offeredLimit);
  const apply = async () => {
    setBusy(true);
    await onApply(added, removed);
    setBusy(false);
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="tag-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <DialogTitle id="tag-title">Tag {countedDashboards(rows.length)}</DialogTitle>
        <DialogContent className={styles['content'] ?? ''}>
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label="Add tags"
            value={text}
            onChange={(event) => setText(event.target.value)}
            error={problem !== undefined}
            helperText={problem ?? 'Several are separated by commas.'}
          />
          {offered.length > 0 && (
            <div>
              <h3 className={styles['label']}>In use</h3>
              <div className={styles['chips']}>
                {offered.map((tag) => (
                  <Chip
                    key={tag}
                    component="button"
                    type="button"
                    variant="outlined"
                    clickable
                    label={tag}
                    onClick={() => setText([...added, tag].join(', '))}
                  />
                ))}
              </div>
            </div>
          )}
          {present.length > 0 && (
            <div>
              <h3 className={styles['label']}>On the selected dashboards; click to remove</h3>
              <div className={styles['chips']}>
                {present.map((tag) => {
                  const isRemoved = removed.includes(tag);
                  return (
                    <Chip
                      key={tag}
                      component="button"
                      type="button"
                      variant="outlined"
                      clickable
                      aria-pressed={isRemoved}
                      className={isRemoved ? (styles['removed'] ?? '') : ''}
                      label={isRemoved ? `${tag} will be removed` : tag}
                      onClick={() =>
                        setRemoved(isRemoved ? removed.filter((each) => each !== tag) : [...removed, tag])
                      }
                    />
                  );
                })}
              </div>
            </div>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            disabled={isBusy || problem !== undefined || added.length + removed.length === 0}
          >
            Change tags
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function tagProblem(tag: string): string | undefined {
  if (tag.length > 50) return `"${tag.slice(0, 20)}…" has ${tag.length} characters; a tag has at most 50.`;
  if (!/^[a-z0-9 _-]+$/.test(tag))
    return `"${tag.slice(0, 50)}" cannot be a tag. Allowed: letters, digits, space, _ and -.`;
  return undefined;
}
