import { useCallback, useMemo, useState } from 'react';
import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import GlobalStyles from '@mui/material/GlobalStyles';
import { ThemeProvider } from '@mui/material/styles';
import { QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from 'react-router-dom';
import { createQueryClient } from './api/query-client.ts';
import { createRouter } from './routes.tsx';
import { cssVariables } from './theme/css-variables.ts';
import { createMuiTheme } from './theme/mui-theme.ts';
import { PreferencesProvider, usePreferences } from './theme/PreferencesProvider.tsx';
import { PendingPage } from './time/pending-page.ts';

/** The whole console; `nonce` is what the server's content policy wants on style elements. */
export function App({ nonce }: { readonly nonce: string | undefined }) {
  const [styles] = useState(() => createCache({ key: 'hec', ...(nonce === undefined ? {} : { nonce }) }));
  const [queries] = useState(createQueryClient);
  return (
    <CacheProvider value={styles}>
      <PreferencesProvider>
        <QueryClientProvider client={queries}>
          <Themed />
        </QueryClientProvider>
      </PreferencesProvider>
    </CacheProvider>
  );
}

function Themed() {
  const { mode, density } = usePreferences();
  const queries = useQueryClient();
  const [router] = useState(() => createRouter(queries));
  const pendingPage = useCallback(() => router.state.navigation.location ?? null, [router]);
  const theme = useMemo(() => createMuiTheme(mode, density), [mode, density]);
  const variables = useMemo(
    () => <GlobalStyles styles={{ ':root': cssVariables(mode, density) }} />,
    [mode, density],
  );
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline />
      {variables}
      <PendingPage.Provider value={pendingPage}>
        <RouterProvider router={router} future={{ v7_startTransition: true }} />
      </PendingPage.Provider>
    </ThemeProvider>
  );
}
