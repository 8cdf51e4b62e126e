import { ChartPage } from '../../chart/ChartPage.tsx';
import { ChartPanel } from '../../chart/ChartPanel.tsx';
import { pulseModel } from '../../chart/pulse-model.ts';
import { Age } from '../../components/Age.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { PageTitle } from '../../components/PageTitle.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Words } from '../../components/Words.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useOverview } from '../../api/overview.ts';
import { useSession } from '../../api/session.ts';
import { UnknownProject } from '../../shell/UnknownProject.tsx';
import { useProject } from '../../shell/use-project.ts';
import { durationLabel } from '../../time/duration.ts';
import { rangeLength } from '../../time/range.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { AttentionList } from './AttentionList.tsx';
import { ChangeList } from './ChangeList.tsx';
import { overviewSentence } from './overview-words.ts';
import { RecentDashboards } from './RecentDashboards.tsx';
import { SimulatedNote } from './SimulatedNote.tsx';
import { WorkloadStrip } from './WorkloadStrip.tsx';
import styles from './OverviewPage.module.css';

/** Height of a pulse chart, px. */
const pulseHeight = 164;
const pulseIds = ['first', 'second', 'third', 'fourth'];

/** `/`: does anything need me, now? */
export function OverviewPage() {
  const [project, chooseProject] = useProject();
  const time = useTimeRange();
  const { mode } = usePreferences();
  const session = useSession();
  const overview = useOverview(project, rangeLength(time.range), time.refetchInterval);
  const { data, error } = overview;
  const sentence = data === undefined ? [] : overviewSentence(data.counts, data.attentionTotal);
  const hasNothing = data !== undefined && sentence.length === 0;
  const known = session.data?.projects;
  const isUnknown = project !== null && known !== undefined && !known.some(({ name }) => name === project);
  const where = project ?? `your ${session.data?.projects.length ?? ''} projects`.replace('  ', ' ');
  return (
    <ChartPage>
      <div className={styles['page']}>
        <PageTitle title={sentence[0] ?? 'Overview'} documentTitle={sentence[0] ?? 'Overview'}>
          <span className={styles['counts']}>
            {sentence.slice(1).map((part) => (
              <span key={part}>{part}</span>
            ))}
            {data?.observedMs !== null && data?.observedMs !== undefined && (
              <Age atMs={data.observedMs} prefix="newest sample " />
            )}
          </span>
        </PageTitle>
        <SimulatedNote isSimulated={session.data?.isSimulated} />
        {error !== null && (
          <ErrorNotice
            error={error}
            lastGoodMs={data === undefined ? undefined : overview.dataUpdatedAt}
            onRetry={() => void overview.refetch()}
          />
        )}
        {data?.warnings.map((warning) => (
          <Notice key={warning} tone="degraded">
            <Words>{warning}</Words>
          </Notice>
        ))}
        {isUnknown && <UnknownProject project={project} onLeave={() => chooseProject(null)} />}
        {hasNothing && !isUnknown && (
          <Notice>
            No workloads in {where} yet. Hecate finds model servers, training jobs, notebooks and queues by
            the metrics they expose; they appear here within a scrape of starting.
          </Notice>
        )}
        {!isUnknown && (data !== undefined || error === null) && (
          <>
            <div className={styles['top']}>
              <Panel title="Needs attention">
                {data === undefined ? (
                  <Skeleton height={120} />
                ) : (
                  <AttentionList attention={data.attention} total={data.attentionTotal} where={where} />
                )}
              </Panel>
              <section
                aria-label={`Pulse, last ${durationLabel(rangeLength(time.range))}`}
                className={styles['pulse']}
              >
                {data === undefined
                  ? pulseIds.map((id) => (
                      <ChartPanel
                        key={id}
                        title="Pulse"
                        content={{ model: undefined }}
                        height={pulseHeight}
                        headingLevel={2}
                      />
                    ))
                  : data.pulse.map((pulse) => (
                      <ChartPanel
                        key={pulse.id}
                        isCompact
                        title={pulse.title}
                        headingLevel={2}
                        content={{
                          model: pulseModel(pulse, mode),
                          missing: pulse.missing,
                          isRefreshing: overview.isPreviousData,
                        }}
                        height={pulseHeight}
                      />
                    ))}
              </section>
            </div>
            <div className={styles['strips']}>
              {data === undefined
                ? pulseIds.map((id) => <Skeleton key={id} height={220} />)
                : data.strips.map((strip) => <WorkloadStrip key={strip.id} strip={strip} />)}
            </div>
            <div className={styles['bottom']}>
              <Panel title="What changed (24 h)">
                {data === undefined ? <Skeleton height={120} /> : <ChangeList changes={data.changes} />}
              </Panel>
              <RecentDashboards />
            </div>
          </>
        )}
      </div>
    </ChartPage>
  );
}
