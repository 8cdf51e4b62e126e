import { useCallback } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { useToast } from '../components/Toasts.tsx';
import { projectOfPath } from './breadcrumbs.ts';

/** The project of the page (null = all of mine) and the way to another one, which keeps page and range. */
export function useProject(): readonly [string | null, (project: string | null) => void] {
  const { pathname } = useLocation();
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const toast = useToast();
  const project = projectOfPath(pathname) ?? parameters.get('project');

  const choose = useCallback(
    (next: string | null) => {
      const search = new URLSearchParams(parameters);
      const workload = /^\/workloads\/[^/]+\/[^/]+\/([^/]+)/.exec(pathname)?.[1];
      if (pathname.startsWith('/projects')) {
        navigate({
          pathname: next === null ? '/projects' : `/projects/${encodeURIComponent(next)}`,
          search: kept(search),
        });
        return;
      }
      if (next === null) search.delete('project');
      else search.set('project', next);
      if (workload !== undefined) {
        toast({
          text: `Showing all workloads of ${next ?? 'your projects'}: ${decodeURIComponent(workload)} is elsewhere.`,
        });
      }
      navigate({ pathname: workload === undefined ? pathname : '/workloads', search: search.toString() });
    },
    [navigate, parameters, pathname, toast],
  );
  return [project, choose];
}

/** What of a project page's parameters makes sense in another project. */
function kept(search: URLSearchParams): string {
  const names = ['start', 'end', 'refresh', 'tz'];
  return new URLSearchParams([...search].filter(([name]) => names.includes(name))).toString();
}
