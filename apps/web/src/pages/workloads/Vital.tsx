import type { WorkloadVital } from '@hecate/server/contract';
import { formatValue, spokenValue } from '../../format/unit.ts';
import styles from './Vital.module.css';

/** One number with its unit; a missing one is a dash with its reason on focus and hover, never 0. */
export function Vital({
  vital,
  hasLabel = false,
}: {
  readonly vital: WorkloadVital;
  readonly hasLabel?: boolean;
}) {
  const isMissing = vital.value === null;
  const bound = vital.isAtLeast === true ? 'at least ' : '';
  return (
    <span className={styles['vital']} title={isMissing ? (vital.missing ?? 'no sample') : undefined}>
      {hasLabel && <span className={styles['label']}>{vital.label} </span>}
      <span aria-hidden="true" className={isMissing ? styles['missing'] : styles['value']}>
        {bound}
        {formatValue(vital.value, vital.unit)}
      </span>
      <span className="visually-hidden">
        {isMissing ? (vital.missing ?? 'no sample') : `${bound}${spokenValue(vital.value, vital.unit)}`}
      </span>
    </span>
  );
}
