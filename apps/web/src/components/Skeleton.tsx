import styles from './Skeleton.module.css';

/** A grey block of the final size, shown after 300 ms without shimmer; never a number. */
export function Skeleton({
  height,
  width = '100%',
}: {
  readonly height: number;
  readonly width?: number | string;
}) {
  return <div className={styles['skeleton']} style={{ height, width }} aria-hidden="true" />;
}
