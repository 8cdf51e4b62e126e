import { lazy, Suspense, useCallback, useEffect } from 'react';
import Box from '@mui/material/Box';
import { useQueryClient } from '@tanstack/react-query';
import { useMediaQuery, usePreferences } from '../../theme/PreferencesProvider.tsx';
import { breakpoints } from '../../theme/tokens.ts';
import { useChangeUrl, useUrlState } from '../../time/use-url-state.ts';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import type { JsonObject } from '../../dashboards/documents/json.ts';
import { useToast, type Toast } from '../../components/Toasts.tsx';
import { commandKey, isKey } from '../../shell/is-key.ts';
import type { KeyOf } from '../../shell/listed-keys.ts';
import { DashboardHeader } from './DashboardHeader.tsx';
import { DashboardView } from './DashboardView.tsx';
import { useEditStart } from './use-edit-start.ts';

const editKey: KeyOf<'dashboard'> = 'Ctrl+e';

const DashboardEdit = lazy(async () => ({ default: (await import('./DashboardEdit.tsx')).DashboardEdit }));
const DraftMerge = lazy(async () => ({ default: (await import('./DraftMerge.tsx')).DraftMerge }));
const DraftNotice = lazy(async () => ({ default: (await import('./DraftNotice.tsx')).DraftNotice }));
const HistoryTab = lazy(async () => ({ default: (await import('./HistoryTab.tsx')).HistoryTab }));
const JsonTab = lazy(async () => ({ default: (await import('./JsonTab.tsx')).JsonTab }));
const VersionView = lazy(async () => ({ default: (await import('./VersionView.tsx')).VersionView }));

/** One dashboard with its three tabs and its edit mode, all of them in the URL. */
export function DashboardScreen({ dashboard }: { readonly dashboard: StoredDashboard }) {
  const [tab] = useUrlState('tab', 'view');
  const [edit] = useUrlState('edit');
  const [shownVersion] = useUrlState('v');
  const change = useChangeUrl();
  const client = useQueryClient();
  const toast = useToast();
  const { preferences } = usePreferences();
  const isWideEnough = useMediaQuery(`(min-width: ${breakpoints.md}px)`);
  const isEdit = edit === '1' && isWideEnough && tab === 'view';
  const editing = useEditStart(dashboard, { isEdit, change });
  const { begin, start, merging, goOnMerged } = editing;
  const { project, name } = dashboard;

  const take = useCallback(
    (saved: StoredDashboard, text: string, action?: Toast['action']) => {
      client.setQueryData(['dashboard', project, name], saved);
      void client.invalidateQueries(['revisions', project, name]);
      void client.invalidateQueries(['dashboards']);
      toast(action === undefined ? { text } : { text, action });
    },
    [client, project, name, toast],
  );
  const onMerged = useCallback(
    (document: JsonObject, text: string) => {
      goOnMerged(document);
      toast({ text });
    },
    [goOnMerged, toast],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (commandKey(event) === editKey && start === undefined && isWideEnough) {
        event.preventDefault();
        begin();
      }
      if (
        isKey<'page'>(event, 'Escape') &&
        preferences.letterKeys &&
        !event.defaultPrevented &&
        new URLSearchParams(window.location.search).has('focus')
      ) {
        change({ focus: null });
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [start, isWideEnough, begin, change, preferences.letterKeys]);

  if (start !== undefined) {
    return (
      <Suspense fallback={<Box sx={{ p: 2, color: 'text.secondary' }}>Loading the editor…</Box>}>
        <DashboardEdit
          dashboard={dashboard}
          user={editing.user}
          start={start}
          onSaved={take}
          onLeave={editing.end}
        />
      </Suspense>
    );
  }
  const isVersionShown = tab === 'view' && /^\d{1,9}$/.test(shownVersion);
  return (
    <>
      <DashboardHeader
        dashboard={dashboard}
        tab={tab}
        canEditHere={isWideEnough}
        wantsEdit={edit === '1'}
        onEdit={begin}
      />
      {editing.drafts.length > 0 && (
        <Suspense fallback={null}>
          <DraftNotice
            drafts={editing.drafts}
            version={dashboard.version}
            canEditHere={isWideEnough}
            onContinue={editing.goOn}
            onDiscard={(draft) => {
              editing.discard(draft);
              toast({
                text: 'Draft discarded.',
                action: { label: 'Undo', run: () => editing.restore(draft) },
              });
            }}
          />
        </Suspense>
      )}
      {merging && (
        <Suspense fallback={null}>
          <DraftMerge
            dashboard={dashboard}
            draft={merging}
            onMerged={onMerged}
            onClose={editing.giveUpMerging}
          />
        </Suspense>
      )}
      <Suspense fallback={<Box sx={{ p: 2, color: 'text.secondary' }}>Loading…</Box>}>
        {tab === 'history' && <HistoryTab dashboard={dashboard} onRestored={take} />}
        {tab === 'json' && <JsonTab dashboard={dashboard} user={editing.user} onSaved={take} />}
        {isVersionShown && (
          <VersionView dashboard={dashboard} version={Number(shownVersion)} onRestored={take} />
        )}
        {tab !== 'history' && tab !== 'json' && !isVersionShown && (
          <DashboardView
            key={dashboard.version}
            dashboard={dashboard}
            canEdit={isWideEnough}
            onEdit={begin}
          />
        )}
      </Suspense>
    </>
  );
}
