import type { SvgIconComponent } from './icon-type.ts';
import Compass from 'mdi-material-ui/CompassOutline';
import Cog from 'mdi-material-ui/CogOutline';
import CubeOutline from 'mdi-material-ui/CubeOutline';
import ShieldAccountOutline from 'mdi-material-ui/ShieldAccountOutline';
import ViewDashboardOutline from 'mdi-material-ui/ViewDashboardOutline';
import ViewGridOutline from 'mdi-material-ui/ViewGridOutline';
import HomeOutline from 'mdi-material-ui/HomeOutline';

/** One entry of the rail: a page that exists now. */
export type Place = {
  readonly path: string;
  readonly label: string;
  /** The letter after `g`. */
  readonly letter: string;
  readonly icon: SvgIconComponent;
};

/** The rail, in this order. */
export const places: readonly Place[] = [
  { path: '/', label: 'Overview', letter: 'o', icon: HomeOutline },
  { path: '/workloads', label: 'Workloads', letter: 'w', icon: CubeOutline },
  { path: '/dashboards', label: 'Dashboards', letter: 'd', icon: ViewDashboardOutline },
  { path: '/explore', label: 'Explore', letter: 'e', icon: Compass },
  { path: '/gallery', label: 'Gallery', letter: 't', icon: ViewGridOutline },
  { path: '/admin', label: 'Admin', letter: 'm', icon: ShieldAccountOutline },
  { path: '/settings', label: 'Settings', letter: ',', icon: Cog },
];

/** The place a path belongs to: the longest one it begins with. */
export function placeOf(pathname: string): Place | undefined {
  if (pathname === '/') return places[0];
  // Projects with their dashboards, and import and export, have no entry of their own in the rail.
  const known = pathname.replace(/^\/projects(?=\/|$)/, '/dashboards').replace(/^\/transfer$/, '/admin');
  return places.find(({ path }) => path !== '/' && (known === path || known.startsWith(`${path}/`)));
}

/** Pages whose content follows the time range, and so have a time bar. */
export function hasTimeBar(pathname: string): boolean {
  return /^\/($|workloads|explore)/.test(pathname) || isDashboardPath(pathname);
}

/** True for the page of one dashboard, kept or a preview: it takes the whole width and follows the time range. */
export function isDashboardPath(pathname: string): boolean {
  return /^\/projects\/[^/]+\/(dashboards|ephemeraldashboards)\//.test(pathname);
}
