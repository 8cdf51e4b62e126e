import type { WorkloadStatusClass } from '@hecate/server/contract';
import styles from './StatusLabel.module.css';
import { StatusIcon } from './StatusIcon.tsx';
import { statusInk, statusTint } from './status-class.ts';

/** Shape, word and colour of a status, in this order of importance; `isChip` puts them on the tint. */
export function StatusLabel({
  statusClass,
  word,
  state,
  isChip = false,
}: {
  readonly statusClass: WorkloadStatusClass;
  readonly word: string;
  /** The object's own state, where the word names a trouble. */
  readonly state?: string | undefined;
  readonly isChip?: boolean;
}) {
  const isUnknown = statusClass === 'unknown';
  return (
    <span
      className={`${styles['label']} ${isChip ? styles['chip'] : ''} ${isChip && isUnknown ? styles['dashed'] : ''}`}
      style={{ color: statusInk(statusClass), ...(isChip ? { background: statusTint(statusClass) } : {}) }}
    >
      <StatusIcon statusClass={statusClass} />
      <span>
        {word}
        {state !== undefined && <span className={styles['state']}> · {state}</span>}
      </span>
    </span>
  );
}
