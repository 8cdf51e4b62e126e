import { lazy, Suspense, useMemo, useState, type KeyboardEvent } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router-dom';
import { Announcements } from '../announcements/Announcements.tsx';
import { Toasts } from '../components/Toasts.tsx';
import { useMediaQuery } from '../theme/PreferencesProvider.tsx';
import { TimeProvider, useTimeRange } from '../time/TimeProvider.tsx';
import { useKeptSearch } from '../time/use-url-state.ts';
import { Banners } from './Banners.tsx';
import { isKey } from './is-key.ts';
import { hasTimeBar, isDashboardPath, places } from './places.ts';
import { Rail } from './Rail.tsx';
import { TimeBar } from './TimeBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useKeys, type KeyMap } from './use-keys.ts';
import { useWall, type Wall } from './use-wall.ts';
import { useRecentDashboards } from './recent-dashboards.ts';
import styles from './Shell.module.css';

const BottomBar = lazy(async () => ({ default: (await import('./BottomBar.tsx')).BottomBar }));
const WallBar = lazy(async () => ({ default: (await import('./WallBar.tsx')).WallBar }));
const KeysDialog = lazy(async () => ({ default: (await import('./KeysDialog.tsx')).KeysDialog }));

/** The frame around every page: pages, project, time, banners; the content never waits for it. */
export function Shell() {
  return (
    <TimeProvider>
      <Toasts>
        <Announcements>
          <Frame />
        </Announcements>
      </Toasts>
    </TimeProvider>
  );
}

function Frame() {
  const { pathname } = useLocation();
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const [isKeysOpen, setKeysOpen] = useState(false);
  const wall = useWall();
  useShellKeys(() => setKeysOpen(true), wall);
  useRecentDashboards(pathname);
  const isFull = isDashboardPath(pathname);
  return (
    <div className={styles['frame']}>
      <a href="#content" className={styles['skip']}>
        Skip to the content
      </a>
      {!isNarrow && !wall.isOn && <Rail />}
      <div className={styles['column']}>
        {wall.isOn ? (
          <Suspense>
            <WallBar onLeave={wall.leave} />
          </Suspense>
        ) : (
          <>
            <TopBar onKeys={() => setKeysOpen(true)} />
            <ShiftKeys>{hasTimeBar(pathname) && <TimeBar />}</ShiftKeys>
            <Banners />
          </>
        )}
        <main
          id="content"
          tabIndex={-1}
          className={`${styles['content']} ${isFull || wall.isOn ? styles['full'] : ''} ${wall.isOn ? styles['wall'] : ''}`}
        >
          <Outlet />
        </main>
      </div>
      <Suspense>
        {isNarrow && !wall.isOn && <BottomBar />}
        {isKeysOpen && <KeysDialog isOpen onClose={() => setKeysOpen(false)} />}
      </Suspense>
    </div>
  );
}

/** Arrow keys shift the range while the focus is on the range button or its neighbours. */
function ShiftKeys({ children }: { readonly children: React.ReactNode }) {
  const { shift } = useTimeRange();
  const onKeyDown = (event: KeyboardEvent) => {
    const isOnRange = event.target instanceof HTMLElement && event.target.dataset['timeShift'] !== undefined;
    const isEarlier = isKey<'page'>(event, 'ArrowLeft');
    if (!isOnRange || !(isEarlier || isKey<'page'>(event, 'ArrowRight'))) return;
    event.preventDefault();
    shift(isEarlier ? -1 : 1);
  };
  return (
    <div className={styles['contents']} role="presentation" onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

function useShellKeys(onKeys: () => void, wall: Wall): void {
  const navigate = useNavigate();
  const search = useKeptSearch();
  const time = useTimeRange();
  const keys = useMemo<KeyMap>(
    () => ({
      '?': onKeys,
      r: time.refreshNow,
      p: time.togglePause,
      z: time.zoomOut,
      'Shift+Z': time.undoZoom,
      'Shift+F': wall.toggle,
      ...(wall.isOn ? { Escape: wall.leave } : {}),
      ...Object.fromEntries(
        places.map(({ letter, path }) => [`g ${letter}`, () => navigate(`${path}${search}`)]),
      ),
    }),
    [navigate, onKeys, search, time, wall],
  );
  useKeys(keys);
}
