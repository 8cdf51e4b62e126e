import { useState } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import type { StoredDatasource } from './datasource-document.ts';

/** Asks before a datasource goes, and says what stops working. */
export function DeleteDatasourceDialog({
  datasource,
  onDelete,
  onClose,
}: {
  readonly datasource: StoredDatasource;
  readonly onDelete: (datasource: StoredDatasource) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [isBusy, setBusy] = useState(false);
  return (
    <Dialog open onClose={onClose} aria-labelledby="delete-datasource-title">
      <DialogTitle id="delete-datasource-title">Delete datasource "{datasource.title}"?</DialogTitle>
      <DialogContent>
        {datasource.isDefault
          ? 'It is the default: panels that name no datasource stop showing data until another one is the default. '
          : 'Panels that name it stop showing data. '}
        The metrics themselves are not touched.
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Keep datasource</Button>
        <Button
          variant="contained"
          color="error"
          disabled={isBusy}
          onClick={() => {
            setBusy(true);
            void onDelete(datasource).finally(() => setBusy(false));
          }}
        >
          Delete datasource
        </Button>
      </DialogActions>
    </Dialog>
  );
}
