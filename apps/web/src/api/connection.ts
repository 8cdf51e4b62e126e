import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

/** Whether the server answers: since when not, and when it last did. */
export type Connection = { readonly offlineSinceMs: number | null; readonly lastAnswerMs: number | null };

/** Follows the answers of all queries of the page; one success ends an outage. */
export function useConnection(): Connection {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>({ offlineSinceMs: null, lastAnswerMs: null });
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated') return;
        if (event.action.type === 'success') {
          const nowMs = Date.now();
          setConnection({ offlineSinceMs: null, lastAnswerMs: nowMs });
        }
        if (event.action.type === 'error') {
          const { error } = event.action;
          if (!(error instanceof ApiError) || error.code !== 'offline') return;
          setConnection((old) =>
            old.offlineSinceMs === null ? { ...old, offlineSinceMs: Date.now() } : old,
          );
        }
      }),
    [queries],
  );
  return connection;
}
