import type { ReactNode } from 'react';
import Alert from 'mdi-material-ui/Alert';
import CloseOctagon from 'mdi-material-ui/CloseOctagon';
import InformationOutline from 'mdi-material-ui/InformationOutline';
import LockOutline from 'mdi-material-ui/LockOutline';
import styles from './Notice.module.css';

/** The tone of a notice: what was refused or degraded is amber, what failed red, a missing right has a lock. */
export type NoticeTone = 'info' | 'degraded' | 'failed' | 'locked';

const icons = {
  info: InformationOutline,
  degraded: Alert,
  failed: CloseOctagon,
  locked: LockOutline,
} as const;

/** One sentence with its ways out: an error, an empty state or a refusal, never instead of the whole page. */
export function Notice({
  tone = 'info',
  children,
  actions,
  isQuiet = false,
}: {
  readonly tone?: NoticeTone;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** No box around it: inside a panel that has one already. */
  readonly isQuiet?: boolean;
}) {
  const Icon = icons[tone];
  return (
    <div
      className={`${styles['notice']} ${styles[tone]} ${isQuiet ? styles['quiet'] : ''}`}
      role={tone === 'failed' ? 'alert' : undefined}
    >
      <Icon aria-hidden="true" className={styles['icon']} />
      <div className={styles['body']}>
        <div>{children}</div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
    </div>
  );
}
