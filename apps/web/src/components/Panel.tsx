import { useId, type ReactNode } from 'react';
import styles from './Panel.module.css';

/** A flat box with a title: what every section of a page stands in. */
export function Panel({
  title,
  aside,
  children,
}: {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <header className={styles['header']}>
        <h2 id={id} className={styles['title']}>
          {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
