import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Age } from '../../components/Age.tsx';
import { Notice } from '../../components/Notice.tsx';
import type { Draft } from './draft-store.ts';
import type { OfferedDraft } from './use-drafts.ts';

/** Drafts shown at once; more are shown as these are dealt with. */
const SHOWN_DRAFTS = 3;

/** Edits of earlier visits that were not saved: go on with them, save them, or let them go. */
export function DraftNotice(props: {
  readonly drafts: readonly OfferedDraft[];
  readonly version: number;
  readonly canEditHere: boolean;
  readonly onContinue: (draft: Draft, isSavingAtOnce: boolean) => void;
  readonly onDiscard: (draft: Draft) => void;
}) {
  const { drafts, version, canEditHere, onContinue, onDiscard } = props;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1, mb: 1.5 }}>
      {drafts.slice(0, SHOWN_DRAFTS).map(({ draft, isOpenElsewhere }) => (
        <Notice
          key={draft.id}
          actions={
            isOpenElsewhere ? undefined : (
              <>
                {canEditHere && (
                  <>
                    <Button variant="outlined" onClick={() => onContinue(draft, false)}>
                      Continue
                    </Button>
                    <Button variant="outlined" onClick={() => onContinue(draft, true)}>
                      Save
                    </Button>
                  </>
                )}
                <Button onClick={() => onDiscard(draft)}>Discard</Button>
              </>
            )
          }
        >
          {isOpenElsewhere ? 'Being edited in another tab' : 'Draft kept'}
          <Kept draft={draft} />. {counted(draft.changes)} not saved.
          {draft.fromVersion !== version &&
            ` It began on version ${draft.fromVersion}; version ${version} is merged in when you continue.`}
        </Notice>
      ))}
    </Box>
  );
}

function Kept({ draft }: { readonly draft: Draft }) {
  const atMs = Date.parse(draft.keptAt);
  return Number.isFinite(atMs) ? <Age atMs={atMs} prefix=" " /> : null;
}

function counted(changes: number): string {
  if (changes === 0) return 'Its changes';
  return changes === 1 ? '1 change' : `${changes} changes`;
}
