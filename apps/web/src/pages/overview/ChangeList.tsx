import BellAlertOutline from 'mdi-material-ui/BellAlertOutline';
import CloseOctagon from 'mdi-material-ui/CloseOctagon';
import FlaskOutline from 'mdi-material-ui/FlaskOutline';
import Restart from 'mdi-material-ui/Restart';
import RocketLaunch from 'mdi-material-ui/RocketLaunch';
import TrayFull from 'mdi-material-ui/TrayFull';
import UnfoldMoreHorizontal from 'mdi-material-ui/UnfoldMoreHorizontal';
import type { OverviewChange } from '@hecate/server/contract';
import { Age } from '../../components/Age.tsx';
import { namespaceWord } from '../../components/namespace-word.ts';
import { Notice } from '../../components/Notice.tsx';
import { Words } from '../../components/Words.tsx';
import { changeWord } from './overview-words.ts';
import styles from './ChangeList.module.css';

/** Changes shown at once. */
const shownLimit = 12;

const icons: Readonly<Record<string, typeof Restart>> = {
  restart: Restart,
  oom: CloseOctagon,
  rollout: RocketLaunch,
  scale: UnfoldMoreHorizontal,
  preemption: TrayFull,
  episode: FlaskOutline,
};

/** What happened to the workloads in the last day, newest first. */
export function ChangeList({ changes }: { readonly changes: readonly OverviewChange[] }) {
  if (changes.length === 0)
    return <Notice isQuiet>No restarts, rollouts, scalings or preemptions in the last 24 h.</Notice>;
  return (
    <ul className={styles['list']}>
      {changes.slice(0, shownLimit).map((change) => {
        const Icon = icons[change.type] ?? BellAlertOutline;
        return (
          <li
            key={`${change.atMs}/${change.namespace}/${change.workload}/${change.text}`}
            className={styles['row']}
          >
            <Icon aria-hidden="true" fontSize="small" className={styles['icon'] ?? ''} />
            <span className={styles['time']}>
              <Age atMs={change.atMs} />
            </span>
            <span className={styles['words']}>
              <strong>{change.workload}</strong>{' '}
              <span className={styles['namespace']}>{namespaceWord(change.namespace)}</span>
              <span className={styles['text']}>
                {changeWord(change.type)}: <Words>{change.text}</Words>
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
