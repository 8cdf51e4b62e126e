import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Age } from '../../components/Age.tsx';
import { Notice } from '../../components/Notice.tsx';
import type { Draft } from './draft.ts';

/** Edits of an earlier visit that were not saved: go on with them or let them go. */
export function DraftNotice(props: {
  readonly draft: Draft;
  readonly canEditHere: boolean;
  readonly onContinue: () => void;
  readonly onDiscard: () => void;
}) {
  const { draft, canEditHere, onContinue, onDiscard } = props;
  const atMs = Date.parse(draft.keptAt);
  return (
    <Box sx={{ mb: 1.5 }}>
      <Notice
        actions={
          <>
            {canEditHere && (
              <Button variant="outlined" onClick={onContinue}>
                Continue editing
              </Button>
            )}
            <Button onClick={onDiscard}>Discard draft</Button>
          </>
        }
      >
        Draft kept{Number.isFinite(atMs) && <Age atMs={atMs} prefix=" " />}. Its changes to version{' '}
        {draft.fromVersion} are not saved.
      </Notice>
    </Box>
  );
}
