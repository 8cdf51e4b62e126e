import { useState } from 'react';
import { Link, useLocation } from 'react-router-dom';
import Drawer from '@mui/material/Drawer';
import DotsHorizontal from 'mdi-material-ui/DotsHorizontal';
import { useKeptSearch } from '../time/use-url-state.ts';
import { placeOf, places } from './places.ts';
import styles from './BottomBar.module.css';

const barPaths = ['/', '/workloads', '/dashboards', '/explore'];

/** The page list of narrow screens: four pages and a sheet with the others. */
export function BottomBar() {
  const { pathname } = useLocation();
  const search = useKeptSearch();
  const here = placeOf(pathname);
  const [isOpen, setOpen] = useState(false);
  const shown = places.filter(({ path }) => barPaths.includes(path));
  const others = places.filter(({ path }) => !barPaths.includes(path));
  const isElsewhere = here !== undefined && others.includes(here);
  return (
    <nav aria-label="Pages" className={styles['bar']}>
      {shown.map((place) => {
        const Icon = place.icon;
        return (
          <Link
            key={place.path}
            to={`${place.path}${search}`}
            aria-current={place === here ? 'page' : undefined}
            className={styles['item']}
          >
            <Icon aria-hidden="true" />
            {place.label}
          </Link>
        );
      })}
      <button
        type="button"
        className={`${styles['item']} ${isElsewhere ? styles['here'] : ''}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <DotsHorizontal aria-hidden="true" />
        More
      </button>
      <Drawer
        anchor="bottom"
        open={isOpen}
        onClose={() => setOpen(false)}
        slotProps={{ paper: { 'aria-label': 'More pages', role: 'dialog' } }}
      >
        <ul className={styles['sheet']}>
          {others.map((place) => {
            const Icon = place.icon;
            return (
              <li key={place.path}>
                <Link
                  to={`${place.path}${search}`}
                  onClick={() => setOpen(false)}
                  aria-current={place === here ? 'page' : undefined}
                >
                  <Icon aria-hidden="true" />
                  {place.label}
                </Link>
              </li>
            );
          })}
        </ul>
      </Drawer>
    </nav>
  );
}
