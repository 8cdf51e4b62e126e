import Box from '@mui/material/Box';
import type { WorkloadDetail } from '@hecate/server/contract';
import { Name } from '../../components/Name.tsx';
import { Notice } from '../../components/Notice.tsx';
import { StatusLabel } from '../../components/StatusLabel.tsx';
import { statusClasses } from '../../components/status-class.ts';
import { useNow } from '../../components/use-now.ts';
import { integer, missing } from '../../format/number.ts';
import { age } from '../../format/time.ts';
import styles from './ReplicasTab.module.css';

/** The pods, worst first. */
export function ReplicasTab({ replicas }: { readonly replicas: WorkloadDetail['replicas'] }) {
  const nowMs = useNow();
  if (replicas.length === 0) return <Notice>No pod runs for this workload, as far as metrics tell.</Notice>;
  const shown = replicas.toSorted(
    (a, b) => statusClasses[a.class].badness - statusClasses[b.class].badness || a.pod.localeCompare(b.pod),
  );
  return (
    // Wide tables scroll inside their own region.
    <Box component="section" className={styles['scroll']} aria-label="Replicas" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Pod</th>
            <th scope="col">Node</th>
            <th scope="col" className={styles['number']}>
              Restarts
            </th>
            <th scope="col" className={styles['number']}>
              GPUs
            </th>
            <th scope="col" className={styles['number']}>
              Age
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((replica) => (
            <tr key={replica.pod}>
              <td>
                <StatusLabel statusClass={replica.class} word={replica.status} />
              </td>
              <td className={styles['pod']}>
                <Name isMono>{replica.pod}</Name>
              </td>
              <td>{replica.node === '' ? missing : replica.node}</td>
              <td className={styles['number']}>{integer(replica.restarts)}</td>
              <td className={styles['number']}>{replica.gpus === 0 ? missing : integer(replica.gpus)}</td>
              <td className={styles['number']}>
                {replica.startedMs === null ? missing : age(Math.max(0, nowMs - replica.startedMs))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
