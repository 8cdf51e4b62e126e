import type { ReactNode } from 'react';
import styles from './PanelTitle.module.css';

/** The title line of a panel, with what stands beside the title. */
export function PanelTitle(props: {
  readonly id: string;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  const { id, title, children } = props;
  return (
    <header className={styles['header']}>
      <h3 id={id} title={title} className={styles['title']}>
        {title}
      </h3>
      {children}
    </header>
  );
}
