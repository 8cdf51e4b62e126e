import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { ApiError } from '../../api/api-error.ts';
import { useWorkload, useWorkloads } from '../../api/workloads.ts';
import { ChartPage } from '../../chart/ChartPage.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { PageTitle } from '../../components/PageTitle.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { workloadKey } from '../../components/workload-key.ts';
import { workloadPath } from '../../components/workload-path.ts';
import { useKeys } from '../../shell/use-keys.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { useKeptSearch, useUrlState } from '../../time/use-url-state.ts';
import { HistoryTab } from './HistoryTab.tsx';
import { NowTab } from './NowTab.tsx';
import { ReplicasTab } from './ReplicasTab.tsx';
import { sortWorkloads } from './workload-filter.ts';
import { WorkloadHeader } from './WorkloadHeader.tsx';
import styles from './WorkloadPage.module.css';

const tabs = ['now', 'history', 'replicas'] as const;

/** `/workloads/:namespace/:kind/:name`: how is it, and why? */
export function WorkloadPage() {
  const { namespace = '', kind = '', name = '' } = useParams();
  const time = useTimeRange();
  const [tab, setTab] = useUrlState('tab', 'now');
  const answer = useWorkload(namespace, kind, name, time.isPaused);
  const navigate = useNavigate();
  const search = useKeptSearch();
  const chooseTab = (next: string) => setTab(next, true);
  const step = useNeighbours(`${namespace}/${kind}/${name}`);
  useKeys({
    '1': () => chooseTab('now'),
    '2': () => chooseTab('history'),
    '3': () => chooseTab('replicas'),
    '[': () => step(-1),
    ']': () => step(1),
  });
  const { data: detail, error } = answer;
  // A kind that does not exist is refused with 400: for a person it is an address without a workload as well.
  const isMissing =
    error instanceof ApiError &&
    (error.code === 'not-found' || (error.status === 400 && detail === undefined));
  const hasReplicas = kind !== 'ClusterQueue';
  const wantedTab = tabs.find((each) => each === tab) ?? 'now';
  const shownTab = wantedTab === 'replicas' && !hasReplicas ? 'now' : wantedTab;
  return (
    <ChartPage>
      <div className={styles['page']}>
        {detail === undefined ? (
          <PageTitle title={name} documentTitle={name} />
        ) : (
          <WorkloadHeader detail={detail} />
        )}
        {isMissing && (
          <Notice
            actions={
              <Button variant="outlined" onClick={() => navigate(`/workloads${search}`)}>
                Show all workloads
              </Button>
            }
          >
            There is no {kind} {name} in {namespace} now, or you cannot see it. It disappears from here when
            its metrics end.
          </Notice>
        )}
        {error !== null && !isMissing && (
          <ErrorNotice
            error={error}
            lastGoodMs={detail === undefined ? undefined : answer.dataUpdatedAt}
            onRetry={() => void answer.refetch()}
          />
        )}
        {detail === undefined && error === null && <Skeleton height={560} />}
        {detail !== undefined && (
          <>
            <Tabs
              value={shownTab}
              onChange={(_event, next: string) => chooseTab(next)}
              aria-label="Views of the workload"
            >
              <Tab value="now" label="Now" id="tab-now" aria-controls="tab-panel" />
              <Tab value="history" label="History" id="tab-history" aria-controls="tab-panel" />
              {hasReplicas && (
                <Tab
                  value="replicas"
                  label={`Replicas ${detail.replicas.length}`}
                  id="tab-replicas"
                  aria-controls="tab-panel"
                />
              )}
            </Tabs>
            <div
              id="tab-panel"
              role="tabpanel"
              aria-labelledby={`tab-${shownTab}`}
              className={styles['panel']}
            >
              {shownTab === 'now' && (
                <NowTab detail={detail} range={time.range} refetchInterval={time.refetchInterval} />
              )}
              {shownTab === 'history' && <HistoryTab detail={detail} />}
              {shownTab === 'replicas' && <ReplicasTab replicas={detail.replicas} />}
            </div>
          </>
        )}
      </div>
    </ChartPage>
  );
}

/** Goes to the next or previous workload of the list, in its usual order. */
function useNeighbours(key: string): (by: -1 | 1) => void {
  const time = useTimeRange();
  const list = useWorkloads(null, time.isPaused);
  const navigate = useNavigate();
  const search = useKeptSearch();
  const ordered = useMemo(() => sortWorkloads(list.data?.workloads ?? [], 'status'), [list.data]);
  return (by) => {
    const at = ordered.findIndex((workload) => workloadKey(workload) === key);
    const next = at === -1 ? undefined : ordered[at + by];
    if (next !== undefined) navigate(`${workloadPath(next)}${search}`);
  };
}
