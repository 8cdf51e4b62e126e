import { Link } from 'react-router-dom';
import { useRecentlyUsed } from '../../api/dashboard-list.ts';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { dashboardUrl } from '../projects/project-urls.ts';
import styles from './OpenedLast.module.css';

/** Dashboards named here. */
const shownLimit = 5;

/** The way back to what one looked at last. */
export function OpenedLast() {
  const recent = useRecentlyUsed().data?.dashboards.slice(0, shownLimit) ?? [];
  const kept = useKeptSearch();
  if (recent.length === 0) return null;
  return (
    <nav aria-label="Opened last" className={styles['line']}>
      <span className={styles['label']}>Opened last</span>
      <ul className={styles['list']}>
        {recent.map(({ project, name, title }) => (
          <li key={`${project}/${name}`}>
            <Link to={`${dashboardUrl(project, name)}${kept}`} title={`${title}, ${project}`}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
