import { useMemo, useState, type ReactNode } from 'react';
import type { BuiltinVariableDefinition, DashboardResource } from '@perses-dev/core';
import { DatasourceStoreProvider, VariableProviderWithQueryParams } from '@perses-dev/dashboards';
import { UsageMetricsContext, usePluginBuiltinVariableDefinitions } from '@perses-dev/plugin-system';
import { request } from '../../api/client.ts';
import { useDatasourceApi } from '../api/use-datasource-api.ts';
import { useSharedVariables } from '../api/use-shared-variables.ts';
import { PersesProviders } from './PersesProviders.tsx';
import { createViewCount } from './view-count.ts';
import type { ExternalVariableDefinition } from '@perses-dev/dashboards';

/** Everything a dashboard's panels and variables need above them: Perses providers, datasources, variables of all scopes. */
export function DashboardContexts({
  resource,
  project,
  isStored,
  isEphemeral = false,
  isEditing,
  children,
}: {
  readonly resource: DashboardResource;
  readonly project: string;
  /** False for what is not stored, such as a template's preview: it has no views to count. */
  readonly isStored: boolean;
  /** True for a preview that expires: its own datasources are asked through it. */
  readonly isEphemeral?: boolean;
  /** True brings the editors of the plugins along; fixed for the life of the component. */
  readonly isEditing: boolean;
  readonly children: ReactNode;
}) {
  const datasourceApi = useDatasourceApi(isEphemeral ? 'ephemeraldashboards' : 'dashboards');
  const { definitions, isReady } = useSharedVariables(project);
  // Values of variables are taken from the URL once, when the provider starts: it has to know all of them by then.
  if (!isReady) return null;
  return (
    <PersesProviders isEditing={isEditing}>
      <ViewCount isCounting={isStored} project={project} dashboard={resource.metadata.name}>
        <DatasourceStoreProvider dashboardResource={resource} datasourceApi={datasourceApi}>
          <Variables resource={resource} external={definitions}>
            {children}
          </Variables>
        </DatasourceStoreProvider>
      </ViewCount>
    </PersesProviders>
  );
}

/** Counts one view with its render time; upstream's provider starts a new count on every render. */
function ViewCount({
  isCounting,
  project,
  dashboard,
  children,
}: {
  readonly isCounting: boolean;
  readonly project: string;
  readonly dashboard: string;
  readonly children: ReactNode;
}) {
  const [count] = useState(() =>
    createViewCount({
      project,
      dashboard,
      now: Date.now,
      // The number of views is for operators: a view that is not counted is nothing a reader can act on.
      report: (view) => void request('/api/v1/view', { method: 'POST', body: view }).catch(() => undefined),
    }),
  );
  return (
    <UsageMetricsContext.Provider value={isCounting ? count : undefined}>
      {children}
    </UsageMetricsContext.Provider>
  );
}

function Variables({
  resource,
  external,
  children,
}: {
  readonly resource: DashboardResource;
  readonly external: ExternalVariableDefinition[];
  readonly children: ReactNode;
}) {
  const { data: ofPlugins } = usePluginBuiltinVariableDefinitions();
  const { name, project } = resource.metadata;
  const builtin = useMemo(
    () => [
      hidden('__dashboard', 'The name of this dashboard', name),
      hidden('__project', 'The project of this dashboard', project),
      ...(ofPlugins ?? []),
    ],
    [name, project, ofPlugins],
  );
  return (
    <VariableProviderWithQueryParams
      initialVariableDefinitions={resource.spec.variables}
      externalVariableDefinitions={external}
      builtinVariableDefinitions={builtin}
    >
      {children}
    </VariableProviderWithQueryParams>
  );
}

function hidden(name: string, description: string, value: string): BuiltinVariableDefinition {
  return {
    kind: 'BuiltinVariable',
    spec: { name, value: () => value, source: 'Dashboard', display: { name, description, hidden: true } },
  };
}
