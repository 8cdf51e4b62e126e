import { useCallback, useEffect, useMemo } from 'react';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useWorkloads } from '../../api/workloads.ts';
import { ChartPage } from '../../chart/ChartPage.tsx';
import { useChartCodeAhead } from '../../chart/LazyChartPanel.tsx';
import { Age } from '../../components/Age.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { PageTitle } from '../../components/PageTitle.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { Words } from '../../components/Words.tsx';
import { workloadKey } from '../../components/workload-key.ts';
import { useSession } from '../../api/session.ts';
import { isKey } from '../../shell/is-key.ts';
import { UnknownProject } from '../../shell/UnknownProject.tsx';
import { useProject } from '../../shell/use-project.ts';
import { useMediaQuery } from '../../theme/PreferencesProvider.tsx';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { useWorkloadFilter } from './use-workload-filter.ts';
import {
  filterWorkloads,
  listSentence,
  isOfTab,
  nothingMatches,
  sortWorkloads,
  tabCounts,
  workloadTabs,
} from './workload-filter.ts';
import { WorkloadCards } from './WorkloadCards.tsx';
import { WorkloadFilters } from './WorkloadFilters.tsx';
import { WorkloadPreview } from './WorkloadPreview.tsx';
import { WorkloadTable } from './WorkloadTable.tsx';
import styles from './WorkloadsPage.module.css';

/** `/workloads`: where is mine, and which ones are bad? */
export function WorkloadsPage() {
  const [project, chooseProject] = useProject();
  const known = useSession().data?.projects;
  const isUnknown = project !== null && known !== undefined && !known.some(({ name }) => name === project);
  const time = useTimeRange();
  const state = useWorkloadFilter();
  const list = useWorkloads(project, time.isPaused);
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const { data, error } = list;
  const { filter, sort, preview, change } = state;
  const all = useMemo(() => data?.workloads ?? [], [data]);
  const counts = useMemo(() => tabCounts(all), [all]);
  const ofTab = useMemo(() => all.filter((workload) => isOfTab(workload, filter.tab)), [all, filter.tab]);
  const shown = useMemo(() => sortWorkloads(filterWorkloads(all, filter), sort), [all, filter, sort]);
  const previewed = all.find((workload) => workloadKey(workload) === preview);
  const closePreview = useCallback(() => change({ sel: null }), [change]);
  useClosedByEscape(closePreview);
  useChartCodeAhead(data !== undefined && !isNarrow);
  const where = project ?? 'your projects';
  return (
    <ChartPage>
      <div className={styles['page']}>
        <PageTitle title="Workloads" documentTitle={`Workloads of ${where}`}>
          {data !== undefined && <span className={styles['counts']}>{listSentence(all)}</span>}
          {data?.observedMs !== null && data?.observedMs !== undefined && (
            <span className={styles['age']}>
              <Age atMs={data.observedMs} prefix="newest sample " />
            </span>
          )}
        </PageTitle>
        {error !== null && (
          <ErrorNotice
            error={error}
            lastGoodMs={data === undefined ? undefined : list.dataUpdatedAt}
            onRetry={() => void list.refetch()}
          />
        )}
        {data?.warnings.map((warning) => (
          <Notice key={warning} tone="degraded">
            <Words>{warning}</Words>
          </Notice>
        ))}
        <Tabs
          value={filter.tab}
          onChange={(_event, tab: string) => change({ tab: tab === 'all' ? null : tab, sel: null }, true)}
          aria-label="Sorts of workloads"
          variant="scrollable"
          scrollButtons={false}
        >
          {workloadTabs.map(({ id, label }) => (
            <Tab key={id} value={id} label={data === undefined ? label : `${label} ${counts[id]}`} />
          ))}
        </Tabs>
        <WorkloadFilters state={state} workloads={ofTab} />
        <div className={previewed === undefined ? styles['alone'] : styles['beside']}>
          <div className={styles['list']}>
            {data === undefined && error === null && <Skeleton height={480} />}
            {isUnknown && <UnknownProject project={project} onLeave={() => chooseProject(null)} />}
            {data !== undefined && all.length === 0 && !isUnknown && (
              <Notice>
                No workloads in {where}. Hecate lists InferenceService, LLMInferenceService, PyTorchJob,
                TrainJob, RayJob, RayCluster, Notebook and ClusterQueue; they appear within a scrape of
                starting.
              </Notice>
            )}
            {all.length > 0 && shown.length === 0 && (
              <Notice
                actions={
                  <Button variant="outlined" onClick={state.clear}>
                    Clear filters
                  </Button>
                }
              >
                {nothingMatches(filter)}
              </Notice>
            )}
            {shown.length > 0 && isNarrow && <WorkloadCards workloads={shown} />}
            {shown.length > 0 && !isNarrow && (
              <WorkloadTable
                workloads={shown}
                sort={sort}
                selected={preview}
                onSort={(next) => change({ sort: next === 'status' ? null : next })}
                onPreview={(key) => change({ sel: key === '' ? null : key }, true)}
              />
            )}
          </div>
          {previewed !== undefined && !isNarrow && (
            <WorkloadPreview key={preview} workload={previewed} onClose={closePreview} />
          )}
        </div>
      </div>
    </ChartPage>
  );
}

/** Listens for the life of the page and asks the URL: a preview that is only about to be drawn is closed as well. */
function useClosedByEscape(close: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!isKey<'page'>(event, 'Escape') || event.defaultPrevented) return;
      if (new URLSearchParams(window.location.search).has('sel')) close();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [close]);
}
