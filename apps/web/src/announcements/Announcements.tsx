import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { Overview, WorkloadDetail, WorkloadList } from '@hecate/server/contract';
import { useConnection } from '../api/connection.ts';
import { shortTime } from '../format/time.ts';
import { usePreferences } from '../theme/PreferencesProvider.tsx';
import { useTimeRange } from '../time/TimeProvider.tsx';
import { createAnnouncer } from './announcer.ts';
import { createStatusWatch, type SeenStatus } from './status-changes.ts';

const Context = createContext<(words: string) => void>(() => undefined);

/** The page's one polite live region: changes of state that nobody asked for, at most one message in 30 s (console.md §6). */
export function Announcements({ children }: { readonly children: ReactNode }) {
  const { preferences } = usePreferences();
  const [message, setMessage] = useState('');
  const isSilent = preferences.announcements === 'none';
  const announcer = useMemo(() => createAnnouncer({ show: setMessage, later }), []);
  useEffect(() => announcer.stop, [announcer]);
  const { say } = announcer;
  const announce = useMemo(() => (isSilent ? () => undefined : say), [isSilent, say]);
  useStatusChanges(announce, preferences.announcements === 'all');
  useConnectionChanges(announce);
  return (
    <Context.Provider value={announce}>
      {children}
      <output aria-atomic="true" className="visually-hidden" data-announcements>
        {isSilent ? '' : message}
      </output>
    </Context.Provider>
  );
}

/** Tells a screen reader of a change of state; not of the person's own action, which has its toast. */
export function useAnnounce(): (words: string) => void {
  return useContext(Context);
}

/** Follows the states in whatever the page reads anyway. */
function useStatusChanges(announce: (words: string) => void, hasAll: boolean): void {
  const queries = useQueryClient();
  const [watch] = useState(createStatusWatch);
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'success') return;
        for (const { words, isImportant } of watch(statusesIn(queries, event.query.queryKey)))
          if (isImportant || hasAll) announce(words);
      }),
    [queries, watch, announce, hasAll],
  );
}

function statusesIn(queries: QueryClient, key: QueryKey): readonly SeenStatus[] {
  switch (key[0]) {
    case 'workloads':
      return (queries.getQueryData<WorkloadList>(key)?.workloads ?? []).map(withStatus);
    case 'workload': {
      const detail = queries.getQueryData<WorkloadDetail>(key);
      return detail === undefined ? [] : [withStatus(detail.workload)];
    }
    case 'overview':
      return (queries.getQueryData<Overview>(key)?.strips ?? []).flatMap(({ cells }) => cells);
    default:
      return [];
  }
}

function withStatus({ status, ...workload }: WorkloadList['workloads'][number]): SeenStatus {
  return { ...workload, class: status.class, word: status.word };
}

function useConnectionChanges(announce: (words: string) => void): void {
  const { offlineSinceMs } = useConnection();
  const { zone } = useTimeRange();
  const wasOffline = useRef(false);
  useEffect(() => {
    const isOffline = offlineSinceMs !== null;
    if (isOffline === wasOffline.current) return;
    wasOffline.current = isOffline;
    announce(
      isOffline
        ? `Updates stopped ${shortTime(offlineSinceMs, Date.now(), zone)}: Hecate does not answer. Numbers are from before.`
        : 'Hecate answers again. Updates go on.',
    );
  }, [offlineSinceMs, zone, announce]);
}

function later(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
