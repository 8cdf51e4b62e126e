import { Outlet } from 'react-router-dom';
import { TimeProvider } from '../time/TimeProvider.tsx';

/** The frame around every page. */
export function Shell() {
  return (
    <TimeProvider>
      <main>
        <Outlet />
      </main>
    </TimeProvider>
  );
}
