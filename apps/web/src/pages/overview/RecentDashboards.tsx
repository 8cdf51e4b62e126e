import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Panel } from '../../components/Panel.tsx';
import { readRecentDashboards } from '../../shell/recent-dashboards.ts';
import { useKeptSearch } from '../../time/use-url-state.ts';
import styles from './RecentDashboards.module.css';

/** The dashboards opened last in this browser. */
export function RecentDashboards() {
  const [recent] = useState(readRecentDashboards);
  const search = useKeptSearch();
  return (
    <Panel title="Continue">
      {recent.length === 0 ? (
        <p className={styles['none']}>
          The dashboards you open appear here. <Link to={`/dashboards${search}`}>All dashboards</Link> ·{' '}
          <Link to={`/gallery${search}`}>Templates</Link>
        </p>
      ) : (
        <ul className={styles['list']}>
          {recent.map(({ project, name }) => (
            <li key={`${project}/${name}`}>
              <Link to={`/projects/${encodeURIComponent(project)}/dashboards/${encodeURIComponent(name)}`}>
                <span>{name}</span>
                <span className={styles['project']}>{project}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
