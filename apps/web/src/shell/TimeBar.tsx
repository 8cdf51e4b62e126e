import { lazy, Suspense } from 'react';
import { useMediaQuery } from '../theme/PreferencesProvider.tsx';
import { TimeControls } from './TimeControls.tsx';
import styles from './TimeBar.module.css';

const NarrowTimeBar = lazy(async () => ({ default: (await import('./NarrowTimeBar.tsx')).NarrowTimeBar }));

/** Range, refresh and zone, top right as in Perses and Grafana; one button that opens a sheet on narrow screens. */
export function TimeBar() {
  const isNarrow = useMediaQuery('(max-width: 767px)');
  return (
    <section className={styles['bar']} aria-label="Time range">
      {isNarrow ? (
        <Suspense>
          <NarrowTimeBar />
        </Suspense>
      ) : (
        <TimeControls />
      )}
    </section>
  );
}
