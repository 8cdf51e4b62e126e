import { createContext } from 'react';
import type { Location } from 'react-router-dom';

/** Tells the page that somebody is on the way to while its code is still coming, or null. */
export const PendingPage = createContext<() => Location | null>(() => null);
