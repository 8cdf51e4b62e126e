import type { ReactNode } from 'react';
import styles from './Hint.module.css';

/** Words beside an icon button while pointer or focus is on it. The button names itself; this is for eyes only. */
export function Hint({
  text,
  side = 'below',
  children,
}: {
  readonly text: string;
  readonly side?: 'below' | 'right';
  readonly children: ReactNode;
}) {
  return (
    <span className={styles['anchor']}>
      {children}
      <span className={`${styles['hint']} ${styles[side]}`} aria-hidden="true">
        {text}
      </span>
    </span>
  );
}
