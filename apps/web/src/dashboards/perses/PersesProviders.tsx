import { useMemo, useState, type ReactNode } from 'react';
import { ThemeProvider, useTheme } from '@mui/material/styles';
import { QueryClientProvider } from '@tanstack/react-query';
import { ChartsProvider, SnackbarProvider, TimeZoneProvider } from '@perses-dev/components';
import { PluginRegistry, ReactRouterProvider, ValidationProvider } from '@perses-dev/plugin-system';
import { QueryParamProvider } from 'use-query-params';
import { ReactRouter6Adapter } from 'use-query-params/adapters/react-router-6';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { createChartsTheme } from './charts-theme.ts';
import { createPersesTheme } from './perses-theme.ts';
import { createPlugins } from './plugin-loader.ts';
import { createDashboardQueryClient } from './query-client.ts';
import { PersesTime } from './PersesTime.tsx';

/** Everything the Perses packages want above them: queries, charts theme, time, zone, plugins. One per dashboard page. */
export function PersesProviders({
  isEditing,
  children,
}: {
  readonly isEditing: boolean;
  readonly children: ReactNode;
}) {
  const outerTheme = useTheme();
  const { mode } = usePreferences();
  const { zone } = useTimeRange();
  const [plugins] = useState(() => createPlugins(isEditing));
  const [queries] = useState(() => createDashboardQueryClient(plugins.ready));
  const theme = useMemo(() => createPersesTheme(outerTheme, mode), [outerTheme, mode]);
  const chartsTheme = useMemo(() => createChartsTheme(theme, mode), [theme, mode]);
  return (
    <QueryClientProvider client={queries}>
      <ThemeProvider theme={theme}>
        <TimeZoneProvider timeZone={zone}>
          <ChartsProvider chartsTheme={chartsTheme} enablePinning enableSyncGrouping={false}>
            <QueryParamProvider adapter={ReactRouter6Adapter} options={{ updateType: 'replaceIn' }}>
              <SnackbarProvider maxSnack={2} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}>
                <ReactRouterProvider>
                  <PluginRegistry pluginLoader={plugins.loader} defaultPluginKinds={DEFAULT_KINDS}>
                    <ValidationProvider>
                      <PersesTime>{children}</PersesTime>
                    </ValidationProvider>
                  </PluginRegistry>
                </ReactRouterProvider>
              </SnackbarProvider>
            </QueryParamProvider>
          </ChartsProvider>
        </TimeZoneProvider>
      </ThemeProvider>
    </QueryClientProvider>
  );
}

const DEFAULT_KINDS = { Panel: 'TimeSeriesChart', TimeSeriesQuery: 'PrometheusTimeSeriesQuery' } as const;
