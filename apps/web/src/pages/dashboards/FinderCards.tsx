import { useRef } from 'react';
import { Link } from 'react-router-dom';
import Checkbox from '@mui/material/Checkbox';
import type { DashboardRow } from '@hecate/server/contract';
import { Age } from '../../components/Age.tsx';
import { useRowKeys } from '../../components/use-row-keys.ts';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { dashboardUrl } from '../projects/project-urls.ts';
import { FavouriteButton, MenuButton, Place, Tags, type RowHandlers } from './FinderTable.tsx';
import { rowKey } from './row-key.ts';
import styles from './FinderCards.module.css';

/** The same rows on a narrow screen. */
export function FinderCards({
  rows,
  hasProjects,
  selected,
  onSelect,
  onFavour,
  onMenu,
}: RowHandlers & {
  readonly rows: readonly DashboardRow[];
  readonly hasProjects: boolean;
  readonly selected: ReadonlySet<string>;
}) {
  const list = useRef<HTMLUListElement>(null);
  const kept = useKeptSearch();
  useRowKeys(list);
  return (
    <ul ref={list} className={styles['list']} aria-label="Dashboards">
      {rows.map((row) => (
        <li
          key={rowKey(row)}
          className={`${styles['card']} ${selected.has(rowKey(row)) ? styles['selected'] : ''}`}
        >
          <div className={styles['head']}>
            <Checkbox
              checked={selected.has(rowKey(row))}
              onChange={(event) => onSelect(row, event.target.checked)}
              slotProps={{ input: { 'aria-label': `Select ${row.title}` } }}
            />
            <Link
              to={`${dashboardUrl(row.project, row.name)}${kept}`}
              data-row={rowKey(row)}
              className={styles['title']}
            >
              {row.title}
            </Link>
            <FavouriteButton row={row} onFavour={onFavour} />
            <MenuButton row={row} onMenu={onMenu} />
          </div>
          <div className={styles['body']}>
            <Place row={row} hasProject={hasProjects} />
            <Tags tags={row.tags} />
            <span className={styles['edit']}>
              {row.panels} {row.panels === 1 ? 'panel' : 'panels'} ·{' '}
              <Age atMs={Date.parse(row.updatedAt)} prefix="edited " />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
