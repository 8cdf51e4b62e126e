import { useRef } from 'react';
import { Link } from 'react-router-dom';
import type { Workload } from '@hecate/server/contract';
import { namespaceWord } from '../../components/namespace-word.ts';
import { StatusLabel } from '../../components/StatusLabel.tsx';
import { useRowKeys } from '../../components/use-row-keys.ts';
import { workloadKey } from '../../components/workload-key.ts';
import { workloadPath } from '../../components/workload-path.ts';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { runtimeWord } from './runtime-words.ts';
import { Vital } from './Vital.tsx';
import styles from './WorkloadCards.module.css';

/** Cards drawn at most on a narrow screen; search and filters lead to the others. */
const shownLimit = 200;

/** The list of narrow screens: status, name, two numbers. */
export function WorkloadCards({ workloads }: { readonly workloads: readonly Workload[] }) {
  const list = useRef<HTMLUListElement>(null);
  const search = useKeptSearch();
  useRowKeys(list);
  return (
    <>
      <ul ref={list} className={styles['cards']}>
        {workloads.slice(0, shownLimit).map((workload) => (
          <li key={workloadKey(workload)}>
            <Link data-row="" to={`${workloadPath(workload)}${search}`} className={styles['card']}>
              <span className={styles['head']}>
                <span className={styles['name']}>{workload.name}</span>
                <StatusLabel
                  statusClass={workload.status.class}
                  word={workload.status.word}
                  state={workload.status.state}
                />
              </span>
              <span className={styles['place']}>
                {namespaceWord(workload.namespace)} · {runtimeWord(workload.runtime)}
              </span>
              <span className={styles['vitals']}>
                {workload.vitals.slice(0, 2).map((vital) => (
                  <Vital key={vital.id} vital={vital} hasLabel />
                ))}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {workloads.length > shownLimit && (
        <p>{workloads.length - shownLimit} more: search or filter to see them.</p>
      )}
    </>
  );
}
