import type { WorkloadCondition } from '@hecate/server/contract';
import { statusClasses } from '../../components/status-class.ts';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { Words } from '../../components/Words.tsx';
import styles from './Conditions.module.css';

/** The conditions with their reasons verbatim; our explanation under each that is not as it should be. */
export function Conditions({
  conditions,
  isShort = false,
}: {
  readonly conditions: readonly WorkloadCondition[];
  /** Without the explanations. */
  readonly isShort?: boolean;
}) {
  return (
    <ul className={styles['conditions']} aria-label="Conditions">
      {conditions.map((condition) => (
        <li key={condition.type} className={styles['condition']}>
          <StatusIcon statusClass={condition.class} />
          <span>
            <span className="visually-hidden">{statusClasses[condition.class].word}: </span>
            <span className={styles['type']}>{condition.type}</span>
            {condition.reason !== '' && <Reason text={condition.reason} />}
            {!isShort && condition.explanation !== '' && (
              <span className={styles['explanation']}>
                <Words>{condition.explanation}</Words>
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A word of Kubernetes is code; a sentence is read as one. */
function Reason({ text }: { readonly text: string }) {
  if (/^\S+$/.test(text)) return <code className={styles['reason']}>{text}</code>;
  return (
    <span className={styles['reason']}>
      <Words>{text}</Words>
    </span>
  );
}
