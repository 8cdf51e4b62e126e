import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import Box from '@mui/material/Box';
import { useQueryClient } from '@tanstack/react-query';
import { useMediaQuery, usePreferences } from '../../theme/PreferencesProvider.tsx';
import { breakpoints } from '../../theme/tokens.ts';
import { useChangeUrl, useUrlState } from '../../time/use-url-state.ts';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { useToast } from '../../components/Toasts.tsx';
import { DashboardHeader } from './DashboardHeader.tsx';
import { DashboardView } from './DashboardView.tsx';
import { clearDraft, readDraft, type Draft } from './draft.ts';
import { DraftNotice } from './DraftNotice.tsx';

const DashboardEdit = lazy(async () => ({ default: (await import('./DashboardEdit.tsx')).DashboardEdit }));
const HistoryTab = lazy(async () => ({ default: (await import('./HistoryTab.tsx')).HistoryTab }));
const JsonTab = lazy(async () => ({ default: (await import('./JsonTab.tsx')).JsonTab }));

/** One dashboard with its three tabs and its edit mode, all of them in the URL. */
export function DashboardScreen({ dashboard }: { readonly dashboard: StoredDashboard }) {
  const [tab] = useUrlState('tab', 'view');
  const [edit] = useUrlState('edit');
  const change = useChangeUrl();
  const client = useQueryClient();
  const toast = useToast();
  const { preferences } = usePreferences();
  const isWideEnough = useMediaQuery(`(min-width: ${breakpoints.md}px)`);
  const isEditing = edit === '1' && isWideEnough && tab === 'view';
  const { project, name } = dashboard;

  const startEdit = useCallback(
    () => change({ edit: '1', tab: null, focus: null }, { push: true }),
    [change],
  );
  const [draft, setDraft] = useState(() => readDraft(dashboard.document));
  const [continued, setContinued] = useState<Draft>();
  const endEdit = useCallback(() => {
    change({ edit: null });
    setContinued(undefined);
    setDraft(readDraft(dashboard.document));
  }, [change, dashboard.document]);
  const take = useCallback(
    (saved: StoredDashboard, text: string) => {
      client.setQueryData(['dashboard', project, name], saved);
      void client.invalidateQueries(['revisions', project, name]);
      void client.invalidateQueries(['dashboards']);
      toast({ text });
    },
    [client, project, name, toast],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isCommand = event.ctrlKey || event.metaKey;
      if (isCommand && event.key.toLowerCase() === 'e' && !isEditing && isWideEnough) {
        event.preventDefault();
        startEdit();
      }
      if (
        event.key === 'Escape' &&
        preferences.letterKeys &&
        !event.defaultPrevented &&
        new URLSearchParams(window.location.search).has('focus')
      ) {
        change({ focus: null });
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isEditing, isWideEnough, startEdit, change, preferences.letterKeys]);

  if (isEditing) {
    return (
      <Suspense fallback={<Box sx={{ p: 2, color: 'text.secondary' }}>Loading the editor…</Box>}>
        <DashboardEdit dashboard={dashboard} draft={continued} onSaved={take} onLeave={endEdit} />
      </Suspense>
    );
  }
  return (
    <>
      <DashboardHeader
        dashboard={dashboard}
        tab={tab}
        canEditHere={isWideEnough}
        wantsEdit={edit === '1'}
        onEdit={startEdit}
      />
      {draft && (
        <DraftNotice
          draft={draft}
          canEditHere={isWideEnough}
          onContinue={() => {
            setContinued(draft);
            startEdit();
          }}
          onDiscard={() => {
            clearDraft(dashboard.document);
            setDraft(undefined);
          }}
        />
      )}
      <Suspense fallback={<Box sx={{ p: 2, color: 'text.secondary' }}>Loading…</Box>}>
        {tab === 'history' && <HistoryTab dashboard={dashboard} onRestored={take} />}
        {tab === 'json' && <JsonTab dashboard={dashboard} onSaved={take} />}
        {tab !== 'history' && tab !== 'json' && (
          <DashboardView
            key={dashboard.version}
            dashboard={dashboard}
            canEdit={isWideEnough}
            onEdit={startEdit}
          />
        )}
      </Suspense>
    </>
  );
}
