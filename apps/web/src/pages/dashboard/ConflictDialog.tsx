import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { Age } from '../../components/Age.tsx';
import { getRevisions } from '../../dashboards/api/dashboards.ts';
import { DiffView } from '../../dashboards/documents/DiffView.tsx';
import { nameProblem } from '../../dashboards/documents/document-name.ts';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import type { JsonObject } from '../../dashboards/documents/json.ts';

/** Someone saved in between: names both versions and offers to review, to save a copy, or to overwrite. */
export function ConflictDialog(props: {
  readonly mine: JsonObject;
  readonly theirs: StoredDashboard;
  readonly readVersion: number;
  readonly onOverwrite: () => Promise<void>;
  readonly onCopy: (name: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { mine, theirs, readVersion, onOverwrite, onCopy, onClose } = props;
  const [isReviewing, setReviewing] = useState(false);
  const [isCopying, setCopying] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [copyName, setCopyName] = useState(`${theirs.name}-copy`);
  const { data } = useQuery({
    queryKey: ['conflict-revisions', theirs.project, theirs.name, theirs.version],
    queryFn: ({ signal }) => getRevisions(theirs.project, theirs.name, signal),
  });
  const author =
    data?.revisions.find((revision) => revision.version === theirs.version)?.author ?? 'Somebody';
  const problem = nameProblem(copyName);
  const run = async (work: Promise<void>) => {
    setBusy(true);
    await work;
    setBusy(false);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth={isReviewing ? 'xl' : 'sm'}
      aria-labelledby="conflict-title"
    >
      <DialogTitle id="conflict-title">
        {author === '' ? 'Somebody' : author} saved version {theirs.version}
        {theirs.updatedAt !== undefined && <Age atMs={Date.parse(theirs.updatedAt)} prefix=" " />}
      </DialogTitle>
      <DialogContent>
        <Box sx={{ mb: 1.5 }}>
          You edited version {readVersion}. Saving now would replace version {theirs.version}; it stays in the
          history either way.
        </Box>
        {isCopying && (
          <TextField
            autoFocus
            fullWidth
            label="Name of the copy"
            value={copyName}
            onChange={(event) => setCopyName(event.target.value)}
            error={problem !== undefined}
            helperText={problem ?? `Created in ${theirs.project}.`}
            margin="dense"
          />
        )}
        {isReviewing && (
          <DiffView
            left={pretty(theirs.document)}
            right={pretty(mine)}
            leftTitle={`Version ${theirs.version}`}
            rightTitle="Your edits"
          />
        )}
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap' }}>
        <Button onClick={onClose}>Keep editing</Button>
        {!isReviewing && <Button onClick={() => setReviewing(true)}>Review differences</Button>}
        {isCopying ? (
          <Button
            variant="outlined"
            disabled={isBusy || problem !== undefined}
            onClick={() => void run(onCopy(copyName))}
          >
            Save copy
          </Button>
        ) : (
          <Button variant="outlined" onClick={() => setCopying(true)}>
            Save as copy
          </Button>
        )}
        <Button variant="contained" color="error" disabled={isBusy} onClick={() => void run(onOverwrite())}>
          Overwrite (keeps {theirs.version} in history)
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function pretty(document: JsonObject): string {
  return JSON.stringify(document['spec'] ?? null, null, 2);
}
