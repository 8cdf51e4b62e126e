import { useState } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';

/** Asks before a dashboard goes, and says what stays. */
export function DeleteDashboardDialog({
  dashboard,
  onDelete,
  onClose,
}: {
  readonly dashboard: StoredDashboard;
  readonly onDelete: (dashboard: StoredDashboard) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [isBusy, setBusy] = useState(false);
  const versions = dashboard.version + 1;
  return (
    <Dialog open onClose={onClose} aria-labelledby="delete-title">
      <DialogTitle id="delete-title">Delete "{dashboard.title}"?</DialogTitle>
      <DialogContent>
        Links to it stop working. Its {versions === 1 ? 'version stays' : `${versions} versions stay`} in the
        history, and you can undo the deletion right after it.
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Keep dashboard</Button>
        <Button
          variant="contained"
          color="error"
          disabled={isBusy}
          onClick={() => {
            setBusy(true);
            void onDelete(dashboard).finally(() => setBusy(false));
          }}
        >
          Delete dashboard
        </Button>
      </DialogActions>
    </Dialog>
  );
}
