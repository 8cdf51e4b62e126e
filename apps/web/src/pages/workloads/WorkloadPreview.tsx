import { Link } from 'react-router-dom';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Close from 'mdi-material-ui/Close';
import type { Workload } from '@hecate/server/contract';
import { useSession } from '../../api/session.ts';
import { useWorkload } from '../../api/workloads.ts';
import { LazyChartPanel } from '../../chart/LazyChartPanel.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { StatusLabel } from '../../components/StatusLabel.tsx';
import { Words } from '../../components/Words.tsx';
import { workloadPath } from '../../components/workload-path.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { Conditions } from './Conditions.tsx';
import { sparklineModel } from './sparkline-model.ts';
import { Vital } from './Vital.tsx';
import styles from './WorkloadPreview.module.css';

/** Why a workload stands as it does, beside the list: triage without leaving it. */
export function WorkloadPreview({
  workload,
  onClose,
}: {
  readonly workload: Workload;
  readonly onClose: () => void;
}) {
  const time = useTimeRange();
  const detail = useWorkload(workload.namespace, workload.kind, workload.name, time.isPaused);
  const search = useKeptSearch();
  const [vital] = workload.vitals;
  const { data: session } = useSession();
  const isFillingIn = (session?.backfill ?? null) !== null;
  const noCurve = isFillingIn
    ? 'No samples of the last 30 min yet: the simulated past is still being filled in.'
    : 'No samples in the last 30 min.';
  return (
    <aside className={styles['preview']} aria-label={`Preview of ${workload.name}`}>
      <header className={styles['head']}>
        <h2>{workload.name}</h2>
        <IconButton aria-label="Close preview" onClick={onClose}>
          <Close />
        </IconButton>
      </header>
      <div>
        <StatusLabel
          statusClass={workload.status.class}
          word={workload.status.word}
          state={workload.status.state}
          isChip
        />
      </div>
      {workload.status.reason !== '' && (
        <p className={styles['reason']}>
          <Words>{workload.status.reason}</Words>
        </p>
      )}
      {detail.data?.verdict !== null && detail.data?.verdict !== undefined && (
        <p className={styles['reason']}>
          <Words>{detail.data.verdict.text}</Words>
        </p>
      )}
      {detail.error !== null && (
        <ErrorNotice error={detail.error} onRetry={() => void detail.refetch()} isQuiet />
      )}
      <dl className={styles['vitals']}>
        {workload.vitals.map((each) => (
          <div key={each.id}>
            <dt>{each.label}</dt>
            <dd>
              <Vital vital={each} />
            </dd>
          </div>
        ))}
      </dl>
      {vital !== undefined && (
        <LazyChartPanel
          title={`${vital.label}, last 30 min`}
          content={{
            model: sparklineModel(workload),
            missing: vital.missing ?? noCurve,
          }}
          height={160}
          isCompact
        />
      )}
      {detail.data !== undefined && detail.data.conditions.length > 0 && (
        <Conditions conditions={detail.data.conditions} isShort />
      )}
      <Button variant="contained" component={Link} to={`${workloadPath(workload)}${search}`}>
        Open workload
      </Button>
    </aside>
  );
}
