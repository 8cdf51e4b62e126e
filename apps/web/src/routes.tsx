import { createBrowserRouter } from 'react-router-dom';
import type { QueryClient } from '@tanstack/react-query';
import { basePath } from './api/base-path.ts';
import { readDashboardAhead } from './dashboards/api/read-ahead.ts';
import { RouteFailure } from './shell/RouteFailure.tsx';
import { Shell } from './shell/Shell.tsx';

/** Every page and its URL; each page is a chunk of its own. What a dashboard needs is asked for while its chunk loads. */
export function createRouter(queries: QueryClient) {
  return createBrowserRouter(
    [
      {
        path: '/',
        Component: Shell,
        ErrorBoundary: RouteFailure,
        children: [
          {
            ErrorBoundary: RouteFailure,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('./pages/overview/OverviewPage.tsx')).OverviewPage,
                }),
              },
              {
                path: 'workloads',
                lazy: async () => ({
                  Component: (await import('./pages/workloads/WorkloadsPage.tsx')).WorkloadsPage,
                }),
              },
              {
                path: 'workloads/:namespace/:kind/:name',
                lazy: async () => ({
                  Component: (await import('./pages/workloads/WorkloadPage.tsx')).WorkloadPage,
                }),
              },
              {
                path: 'dashboards',
                lazy: async () => ({
                  Component: (await import('./pages/dashboards/DashboardsPage.tsx')).DashboardsPage,
                }),
              },
              {
                path: 'projects',
                lazy: async () => ({
                  Component: (await import('./pages/projects/ProjectsPage.tsx')).ProjectsPage,
                }),
              },
              {
                path: 'projects/:project',
                lazy: async () => ({
                  Component: (await import('./pages/projects/ProjectPage.tsx')).ProjectPage,
                }),
              },
              {
                path: 'projects/:project/dashboards/:name',
                loader: ({ params: { project = '', name = '' } }) => {
                  readDashboardAhead(queries, project, name);
                  return null;
                },
                shouldRevalidate: ({ currentParams, nextParams }) =>
                  currentParams['project'] !== nextParams['project'] ||
                  currentParams['name'] !== nextParams['name'],
                lazy: async () => ({
                  Component: (await import('./pages/dashboard/DashboardPage.tsx')).DashboardPage,
                }),
              },
              {
                path: 'projects/:project/ephemeraldashboards/:name',
                lazy: async () => ({
                  Component: (await import('./pages/preview/PreviewPage.tsx')).PreviewPage,
                }),
              },
              {
                path: 'gallery',
                lazy: async () => ({
                  Component: (await import('./pages/gallery/GalleryPage.tsx')).GalleryPage,
                }),
              },
              {
                path: 'explore',
                lazy: async () => ({
                  Component: (await import('./pages/explore/ExplorePage.tsx')).ExplorePage,
                }),
              },
              {
                path: 'admin',
                lazy: async () => ({ Component: (await import('./pages/admin/AdminPage.tsx')).AdminPage }),
              },
              {
                path: 'transfer',
                lazy: async () => ({
                  Component: (await import('./pages/transfer/TransferPage.tsx')).TransferPage,
                }),
              },
              {
                path: 'settings',
                lazy: async () => ({
                  Component: (await import('./pages/settings/SettingsPage.tsx')).SettingsPage,
                }),
              },
              {
                path: '*',
                lazy: async () => ({ Component: (await import('./shell/NoSuchPage.tsx')).NoSuchPage }),
              },
            ],
          },
        ],
      },
    ],
    { basename: basePath() === '' ? '/' : basePath(), future: { v7_relativeSplatPath: true } },
  );
}
