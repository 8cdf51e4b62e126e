import { useEffect, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { ApiError } from '../../api/api-error.ts';
import { getRevision } from '../../dashboards/api/dashboards.ts';
import {
  isDashboardResource,
  withListsPresent,
  type StoredDashboard,
} from '../../dashboards/documents/dashboard-document.ts';
import { isJsonObject, jsonObject, jsonText, type JsonObject } from '../../dashboards/documents/json.ts';
import { mergeDocuments } from '../../dashboards/documents/merge-documents.ts';
import { PanelFailure } from '../../dashboards/panels/PanelFailure.tsx';
import { DashboardContexts } from '../../dashboards/perses/DashboardContexts.tsx';
import type { Draft } from './draft-store.ts';
import { MergeChoices } from './MergeChoices.tsx';
import { PreviewContexts } from './PreviewContexts.tsx';
import { useMerge } from './use-merge.ts';

/** A draft that began on an older version: merged with what was stored since, asking where both changed the same. */
export function DraftMerge(props: {
  readonly dashboard: StoredDashboard;
  readonly draft: Draft;
  readonly onMerged: (document: JsonObject, text: string) => void;
  readonly onClose: () => void;
}) {
  const { dashboard, draft, onMerged, onClose } = props;
  const { project, name } = dashboard;
  const isRemade =
    draft.fromCreatedAt !== (jsonText(jsonObject(dashboard.document['metadata'])['createdAt']) ?? '');
  const { data, error, refetch } = useQuery({
    queryKey: ['draft-base', project, name, draft.fromVersion, isRemade],
    queryFn: async ({ signal }): Promise<JsonObject> => {
      // Of another dashboard under this name, or of a version that is gone, nothing is known to be common.
      if (isRemade) return {};
      try {
        const { document } = await getRevision(project, name, draft.fromVersion, signal);
        return isJsonObject(document) ? document : {};
      } catch (problem) {
        if (problem instanceof ApiError && problem.code === 'not-found') return {};
        throw problem;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <PanelFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Box sx={{ p: 2, color: 'text.secondary' }}>Reading version {draft.fromVersion}…</Box>;
  return <Merging base={data} dashboard={dashboard} draft={draft} onMerged={onMerged} onClose={onClose} />;
}

function Merging(props: {
  readonly base: JsonObject;
  readonly dashboard: StoredDashboard;
  readonly draft: Draft;
  readonly onMerged: (document: JsonObject, text: string) => void;
  readonly onClose: () => void;
}) {
  const { base, dashboard, draft, onMerged, onClose } = props;
  const simple = useMemo(
    () => mergeDocuments(base, dashboard.document, draft.document),
    [base, dashboard.document, draft.document],
  );
  const isSimple = simple.conflicts.length === 0;
  const text = `Version ${dashboard.version} was merged into your draft of version ${draft.fromVersion}.`;
  useEffect(() => {
    if (isSimple) onMerged(simple.merged, text);
  }, [isSimple, simple, text, onMerged]);
  const merge = useMerge(base, dashboard.document, draft.document);
  const resource = useMemo(() => withListsPresent(dashboard.document), [dashboard.document]);
  if (isSimple || !isDashboardResource(resource)) return null;
  return (
    <DashboardContexts resource={resource} project={dashboard.project} isStored={false} isEditing={false}>
      <Dialog open onClose={onClose} fullWidth maxWidth="xl" aria-labelledby="draft-merge-title">
        <DialogTitle id="draft-merge-title">
          Your draft began on version {draft.fromVersion}; version {dashboard.version} was saved since
        </DialogTitle>
        <DialogContent>
          <Box sx={{ mb: 2 }}>
            {merge.conflicts.length === 1 ? '1 part was' : `${merge.conflicts.length} parts were`} changed on
            both sides: choose which one stays. Everything else is merged. Nothing is stored before you save.
          </Box>
          <PreviewContexts>
            <MergeChoices
              theirChanges={merge.theirChanges}
              myChanges={merge.myChanges}
              conflicts={merge.conflicts}
              theirName={`Version ${dashboard.version}`}
              myName="Your draft"
              choices={merge.choices}
              onChoose={merge.choose}
            />
          </PreviewContexts>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="contained"
            disabled={merge.openCount > 0}
            onClick={() => onMerged(merge.merged, text)}
          >
            {merge.openCount === 0 ? 'Continue editing' : `Choose ${merge.openCount} more to continue`}
          </Button>
        </DialogActions>
      </Dialog>
    </DashboardContexts>
  );
}
