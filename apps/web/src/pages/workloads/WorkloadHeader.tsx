import type { WorkloadDetail } from '@hecate/server/contract';
import { namespaceWord } from '../../components/namespace-word.ts';
import { PageTitle } from '../../components/PageTitle.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { StatusLabel } from '../../components/StatusLabel.tsx';
import { statusClasses, statusTint } from '../../components/status-class.ts';
import { useNow } from '../../components/use-now.ts';
import { Words } from '../../components/Words.tsx';
import { age } from '../../format/time.ts';
import { Conditions } from './Conditions.tsx';
import { OpenAsDashboard } from './OpenAsDashboard.tsx';
import { runtimeWord } from './runtime-words.ts';
import styles from './WorkloadHeader.module.css';

/** Status, sentence, verdict and conditions: the answer before the charts. */
export function WorkloadHeader({ detail }: { readonly detail: WorkloadDetail }) {
  const { workload, summary, verdict, conditions } = detail;
  const { status } = workload;
  const nowMs = useNow();
  const since = status.sinceMs === null ? '' : ` for ${age(Math.max(0, nowMs - status.sinceMs))}`;
  const facts = [
    runtimeWord(workload.runtime),
    workload.replicas.wanted === 0 || workload.kind === 'ClusterQueue'
      ? ''
      : `${workload.replicas.ready} of ${workload.replicas.wanted} replicas`,
    workload.gpus === 0 ? '' : `${workload.gpus} ${workload.gpus === 1 ? 'GPU' : 'GPUs'}`,
    namespaceWord(workload.namespace),
  ].filter((fact) => fact !== '');
  return (
    <header className={styles['header']}>
      <PageTitle
        title={workload.name}
        documentTitle={`${workload.name}, ${status.word}`}
        actions={<OpenAsDashboard detail={detail} />}
      >
        <StatusLabel statusClass={status.class} word={`${status.word}${since}`} state={status.state} isChip />
        <span className={styles['facts']}>{facts.join(' · ')}</span>
      </PageTitle>
      {summary !== '' && (
        <p className={styles['summary']}>
          <Words>{summary}</Words>
        </p>
      )}
      {status.reason !== '' && !summary.includes(status.reason) && (
        <p className={styles['reason']}>
          <Words>{status.reason}</Words>
        </p>
      )}
      {verdict !== null && (
        <p className={styles['verdict']} style={{ background: statusTint(verdict.class) }}>
          <StatusIcon statusClass={verdict.class} size={20} />
          <span>
            <span className="visually-hidden">{statusClasses[verdict.class].word}: </span>
            <Words>{verdict.text}</Words>
          </span>
        </p>
      )}
      {conditions.length > 0 && <Conditions conditions={conditions} />}
    </header>
  );
}
