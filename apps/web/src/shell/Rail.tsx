import { Link, useLocation } from 'react-router-dom';
import IconButton from '@mui/material/IconButton';
import ChevronDoubleLeft from 'mdi-material-ui/ChevronDoubleLeft';
import ChevronDoubleRight from 'mdi-material-ui/ChevronDoubleRight';
import { Hint } from '../components/Hint.tsx';
import { usePreferences, useMediaQuery } from '../theme/PreferencesProvider.tsx';
import { useKeptSearch } from '../time/use-url-state.ts';
import { Brand } from './Brand.tsx';
import { placeOf, places } from './places.ts';
import styles from './Rail.module.css';

/** The pages that exist, 208 px wide or 56 px with the names as tooltips. */
export function Rail() {
  const { preferences, change } = usePreferences();
  const isWide = useMediaQuery('(min-width: 1280px)');
  const isOpen = isWide && !preferences.railCollapsed;
  const { pathname } = useLocation();
  const search = useKeptSearch();
  const here = placeOf(pathname);
  return (
    <nav aria-label="Pages" className={`${styles['rail']} ${isOpen ? styles['open'] : ''}`}>
      <div className={styles['brand']}>
        <Brand isShort={!isOpen} />
      </div>
      <ul className={styles['list']}>
        {places.map((place) => {
          const Icon = place.icon;
          const link = (
            <Link
              to={`${place.path}${search}`}
              aria-current={place === here ? 'page' : undefined}
              aria-label={isOpen ? undefined : place.label}
              className={styles['link']}
            >
              <Icon aria-hidden="true" />
              {isOpen && <span>{place.label}</span>}
            </Link>
          );
          return (
            <li key={place.path} className={place.path === '/admin' ? styles['apart'] : undefined}>
              {isOpen ? (
                link
              ) : (
                <Hint text={place.label} side="right">
                  {link}
                </Hint>
              )}
            </li>
          );
        })}
      </ul>
      {isWide && (
        <IconButton
          className={styles['toggle'] ?? ''}
          aria-label={isOpen ? 'Collapse the page list' : 'Expand the page list'}
          aria-expanded={isOpen}
          onClick={() => change({ railCollapsed: isOpen })}
        >
          {isOpen ? <ChevronDoubleLeft /> : <ChevronDoubleRight />}
        </IconButton>
      )}
    </nav>
  );
}
