import { useState } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import type { DashboardRow } from '@hecate/server/contract';
import { countedDashboards } from './finder-filter.ts';

/** Asks before dashboards go, and says what stays. */
export function DeleteDialog({
  rows,
  onDelete,
  onClose,
}: {
  readonly rows: readonly DashboardRow[];
  readonly onDelete: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const [isBusy, setBusy] = useState(false);
  const [first] = rows;
  const isOne = rows.length === 1;
  return (
    <Dialog open onClose={onClose} aria-labelledby="delete-title">
      <DialogTitle id="delete-title">
        Delete {isOne && first !== undefined ? `"${first.title}"` : countedDashboards(rows.length)}?
      </DialogTitle>
      <DialogContent>
        Links to {isOne ? 'it' : 'them'} stop working. {isOne ? 'Its' : 'Their'} versions stay in the history,
        and you can undo the deletion right after it.
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Keep {isOne ? 'dashboard' : 'dashboards'}</Button>
        <Button
          variant="contained"
          color="error"
          disabled={isBusy}
          onClick={() => {
            setBusy(true);
            void onDelete().finally(() => setBusy(false));
          }}
        >
          Delete {isOne ? 'dashboard' : countedDashboards(rows.length)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
