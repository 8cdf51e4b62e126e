import styles from './Name.module.css';

/**
 * A long Kubernetes name that loses its middle when there is no room: the beginning tells the workload, the end the replica.
 * Both parts are boxes, which a screen reader would say as two words, so it gets the name in one piece.
 */
export function Name({ children, isMono = false }: { readonly children: string; readonly isMono?: boolean }) {
  const tail = children.length > 12 ? 6 : 0;
  const className = `${styles['name']} ${isMono ? styles['mono'] : ''}`;
  if (tail === 0) return <span className={className}>{children}</span>;
  return (
    <span className={className} title={children}>
      <span className={`visually-hidden ${styles['whole']}`}>{children}</span>
      <span className={styles['head']} aria-hidden="true">
        {children.slice(0, -tail)}
      </span>
      <span aria-hidden="true">{children.slice(-tail)}</span>
    </span>
  );
}
