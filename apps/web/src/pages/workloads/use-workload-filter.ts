import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { UrlStep } from '../../time/url-change.ts';
import { useChangeUrl } from '../../time/use-url-state.ts';
import { workloadTabs, type WorkloadFilter } from './workload-filter.ts';

/** Filter, order and preview of the list as the URL has them, and the way to change them. */
export type ListState = {
  readonly filter: WorkloadFilter;
  readonly sort: string;
  /** `namespace/kind/name` of the previewed workload, empty when none is. */
  readonly preview: string;
  readonly change: (step: UrlStep, push?: boolean) => void;
  readonly clear: () => void;
};

/** Reads `tab`, `q`, `status`, `runtime`, `gpu`, `sort` and `sel`. */
export function useWorkloadFilter(): ListState {
  const [parameters] = useSearchParams();
  const changeUrl = useChangeUrl();
  const read = (key: string) => parameters.get(key) ?? '';
  const [tab, text, status, runtime, gpu] = [
    read('tab'),
    read('q'),
    read('status'),
    read('runtime'),
    read('gpu'),
  ];
  const filter = useMemo<WorkloadFilter>(
    () => ({
      tab: workloadTabs.find(({ id }) => id === tab)?.id ?? 'all',
      text,
      classes: split(status),
      runtimes: split(runtime),
      hasGpu: gpu === 'any',
      isIdleWithGpu: gpu === 'idle',
    }),
    [tab, text, status, runtime, gpu],
  );
  const change = useCallback((next: UrlStep, push = false) => changeUrl(next, { push }), [changeUrl]);
  const clear = useCallback(
    () => changeUrl({ q: null, status: null, runtime: null, gpu: null }),
    [changeUrl],
  );
  return { filter, sort: read('sort') || 'status', preview: read('sel'), change, clear };
}

function split(text: string): readonly string[] {
  return text.split(',').filter((part) => part !== '');
}
