import { lazy, Suspense, useEffect, type ComponentProps } from 'react';
import type { ChartPanel } from './ChartPanel.tsx';
import styles from './ChartPanel.module.css';

const load = () => import('./ChartPanel.tsx');
const Loaded = lazy(async () => ({ default: (await load()).ChartPanel }));

/** A chart on a page whose first paint has none: its frame stands in the chart's size until the drawing code is there. */
export function LazyChartPanel(props: ComponentProps<typeof ChartPanel>) {
  return (
    <Suspense
      fallback={
        <section className={styles['panel']} aria-label={props.title}>
          <div className={styles['header']}>
            <span className={styles['title']}>{props.title}</span>
          </div>
          <div className={styles['body']} style={{ height: props.height }} />
        </section>
      }
    >
      <Loaded {...props} />
    </Suspense>
  );
}

/** Fetches the drawing code once the page has its own data, so that the first chart comes without a wait. */
export function useChartCodeAhead(isWanted: boolean): void {
  useEffect(() => {
    // A failure is shown by the chart that needs the code; this is only a head start.
    if (isWanted) load().catch(() => undefined);
  }, [isWanted]);
}
