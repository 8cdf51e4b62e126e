import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';

/** Asks before the changes of an edit and its draft go for good. */
export function DiscardDialog(props: { readonly onDiscard: () => void; readonly onClose: () => void }) {
  const { onDiscard, onClose } = props;
  return (
    <Dialog open onClose={onClose} aria-labelledby="discard-title">
      <DialogTitle id="discard-title">Discard your changes?</DialogTitle>
      <DialogContent>The dashboard stays as it is stored. The changes of this edit are lost.</DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Keep editing</Button>
        <Button variant="contained" color="error" onClick={onDiscard}>
          Discard changes
        </Button>
      </DialogActions>
    </Dialog>
  );
}
