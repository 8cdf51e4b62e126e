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
import { MergeChoices } from './MergeChoices.tsx';
import { PreviewContexts } from './PreviewContexts.tsx';
import { useMerge } from './use-merge.ts';

/** Somebody saved in between: what does not touch the same parts is merged, the rest is chosen one by one. */
export function ConflictDialog(props: {
  /** The version the edit began on. */
  readonly base: JsonObject;
  readonly readVersion: number;
  readonly mine: JsonObject;
  readonly theirs: StoredDashboard;
  readonly user: string;
  /** Writes the merged document, or one's own to overwrite, over their version. */
  readonly onMerged: (document: JsonObject) => Promise<void>;
  readonly onCopy: (name: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { base, readVersion, mine, theirs, user, onMerged, onCopy, onClose } = props;
  const [isReviewing, setReviewing] = useState(false);
  const [isCopying, setCopying] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [copyName, setCopyName] = useState(`${theirs.name}-copy`);
  const merge = useMerge(base, theirs.document, mine);
  const { data } = useQuery({
    queryKey: ['conflict-revisions', theirs.project, theirs.name, theirs.version],
    queryFn: ({ signal }) => getRevisions(theirs.project, theirs.name, signal),
  });
  const author = data?.revisions.find((revision) => revision.version === theirs.version)?.author;
  const isMyself = author === user;
  const who = isMyself ? 'You' : author || 'Somebody';
  const problem = nameProblem(copyName);
  const hasConflicts = merge.conflicts.length > 0;
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
      maxWidth={isReviewing || hasConflicts ? 'xl' : 'md'}
      aria-labelledby="conflict-title"
    >
      <DialogTitle id="conflict-title">
        {who} saved version {theirs.version}
        {theirs.updatedAt !== undefined && <Age atMs={Date.parse(theirs.updatedAt)} prefix=", " />}
        {isMyself && ', in another window'}
      </DialogTitle>
      <DialogContent>
        <Box sx={{ mb: 2 }}>{situation(readVersion, theirs.version, merge.conflicts.length)}</Box>
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
            sx={{ mb: 2 }}
          />
        )}
        <PreviewContexts>
          <MergeChoices
            theirChanges={merge.theirChanges}
            myChanges={merge.myChanges}
            conflicts={merge.conflicts}
            theirName={`Version ${theirs.version}`}
            myName="Your edits"
            choices={merge.choices}
            onChoose={merge.choose}
          />
        </PreviewContexts>
        {isReviewing && (
          <Box sx={{ mt: 2 }}>
            <DiffView
              left={pretty(theirs.document)}
              right={pretty(merge.merged)}
              leftTitle={`Version ${theirs.version}`}
              rightTitle={merge.openCount === 0 ? 'Merged' : `Merged so far, ${merge.openCount} to choose`}
            />
          </Box>
        )}
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', rowGap: 1 }}>
        <Button onClick={onClose}>Keep editing</Button>
        <Button onClick={() => setReviewing((was) => !was)}>
          {isReviewing ? 'Hide differences' : 'Review differences'}
        </Button>
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
        <Button variant="outlined" color="error" disabled={isBusy} onClick={() => void run(onMerged(mine))}>
          Overwrite (keeps {theirs.version} in history)
        </Button>
        <Button
          variant="contained"
          disabled={isBusy || merge.openCount > 0}
          onClick={() => void run(onMerged(merge.merged))}
        >
          {merge.openCount === 0 ? 'Save both changes' : `Choose ${merge.openCount} more to save both`}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function situation(readVersion: number, theirVersion: number, conflicts: number): string {
  const began = `You edited version ${readVersion}.`;
  if (conflicts === 0)
    return `${began} Nothing in version ${theirVersion} touches what you changed, so both can be saved together.`;
  const parts = conflicts === 1 ? '1 part was' : `${conflicts} parts were`;
  return `${began} ${parts} changed on both sides: choose below which one stays. Everything else is merged.`;
}

function pretty(document: JsonObject): string {
  return JSON.stringify(document['spec'] ?? null, null, 2);
}
