import { Link, useLocation } from 'react-router-dom';
import IconButton from '@mui/material/IconButton';
import ArrowLeft from 'mdi-material-ui/ArrowLeft';
import HelpCircleOutline from 'mdi-material-ui/HelpCircleOutline';
import { Hint } from '../components/Hint.tsx';
import { useSession } from '../api/session.ts';
import { useMediaQuery } from '../theme/PreferencesProvider.tsx';
import { useKeptSearch } from '../time/use-url-state.ts';
import { Brand } from './Brand.tsx';
import { breadcrumbs } from './breadcrumbs.ts';
import { LiveChip } from './LiveChip.tsx';
import { hasTimeBar } from './places.ts';
import { ProjectSwitcher } from './ProjectSwitcher.tsx';
import styles from './TopBar.module.css';

/** Project, the way to this page, how current it is, help. */
export function TopBar({ onKeys }: { readonly onKeys: () => void }) {
  const { pathname } = useLocation();
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const session = useSession();
  const search = useKeptSearch();
  const crumbs = breadcrumbs(pathname);
  const parent = crumbs.findLast(({ to }) => to !== undefined);
  const user = session.data?.user.name ?? '';
  return (
    <header className={styles['bar']}>
      {isNarrow && parent === undefined && <Brand isShort />}
      {isNarrow && parent?.to !== undefined && (
        <Link to={`${parent.to}${search}`} className={styles['back']}>
          <ArrowLeft fontSize="small" aria-hidden="true" />
          {parent.label}
        </Link>
      )}
      {(!isNarrow || parent === undefined) && <ProjectSwitcher />}
      {!isNarrow && (
        <nav aria-label="Breadcrumbs" className={styles['crumbs']}>
          <ol>
            {crumbs.map(({ label, to }) => (
              <li key={label} className={to === undefined ? undefined : styles['way']}>
                <span aria-hidden="true" className={styles['slash']}>
                  /
                </span>
                {to === undefined ? (
                  <span className={styles['here']} title={label}>
                    {label}
                  </span>
                ) : (
                  <Link to={`${to}${search}`}>{label}</Link>
                )}
              </li>
            ))}
          </ol>
        </nav>
      )}
      <span className={styles['space']} />
      {hasTimeBar(pathname) && <LiveChip />}
      {!isNarrow && (
        <Hint text="All keys (?)">
          <IconButton aria-label="Show all keys" onClick={onKeys}>
            <HelpCircleOutline />
          </IconButton>
        </Hint>
      )}
      {!isNarrow && user !== '' && (
        <span className={styles['user']} title={`Signed in as ${user}. There is no login in this version.`}>
          {user}
        </span>
      )}
    </header>
  );
}
