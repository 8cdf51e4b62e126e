import { useEffect } from 'react';

/** Sets the window's title to "<what> · Hecate". */
export function usePageTitle(what: string): void {
  useEffect(() => {
    document.title = what === '' ? 'Hecate' : `${what} · Hecate`;
  }, [what]);
}
