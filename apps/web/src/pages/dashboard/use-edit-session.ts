import { useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { DashboardContext, useVariableDefinitionStoreCtx } from '@perses-dev/dashboards';
import { useDatasourceStore } from '@perses-dev/plugin-system';
import type { JsonObject } from '../../dashboards/documents/json.ts';
import { createEditSession, type EditSession, type EditState } from './create-edit-session.ts';

/** The session of one visit over the editor's stores around it, and its state now. */
export function useEditSession(stored: JsonObject, begin: JsonObject): readonly [EditSession, EditState] {
  const dashboard = useContext(DashboardContext);
  const variables = useVariableDefinitionStoreCtx();
  const datasources = useDatasourceStore();
  if (dashboard === undefined) throw new Error('The edit session stands outside the editor it belongs to.');
  const [session] = useState(() =>
    createEditSession({
      stored,
      begin,
      stores: { dashboard, variables },
      nowMs: () => performance.now(),
    }),
  );
  useEffect(() => session.connect((next) => datasources.setLocalDatasources(next)), [session, datasources]);
  return [session, useSyncExternalStore(session.subscribe, session.state)];
}
