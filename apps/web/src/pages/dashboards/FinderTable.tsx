import { useRef } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import Checkbox from '@mui/material/Checkbox';
import IconButton from '@mui/material/IconButton';
import ChevronDown from 'mdi-material-ui/ChevronDown';
import ChevronUp from 'mdi-material-ui/ChevronUp';
import DotsHorizontal from 'mdi-material-ui/DotsHorizontal';
import FolderOutline from 'mdi-material-ui/FolderOutline';
import Star from 'mdi-material-ui/Star';
import StarOutline from 'mdi-material-ui/StarOutline';
import type { DashboardRow } from '@hecate/server/contract';
import { Age } from '../../components/Age.tsx';
import { useRowKeys } from '../../components/use-row-keys.ts';
import { useWindowRows } from '../../components/use-window-rows.ts';
import { integer, missing } from '../../format/number.ts';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { densities } from '../../theme/tokens.ts';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { dashboardUrl } from '../projects/project-urls.ts';
import type { FinderSort } from './finder-filter.ts';
import { rowKey } from './row-key.ts';
import styles from './FinderTable.module.css';

/** What a row of the list offers, wherever it is drawn. */
export type RowHandlers = {
  readonly onSelect: (row: DashboardRow, isSelected: boolean) => void;
  readonly onFavour: (row: DashboardRow) => void;
  readonly onMenu: (row: DashboardRow, anchor: HTMLElement) => void;
};

const tagsShown = 3;

/** One row per dashboard; only rows near the window are drawn. */
export function FinderTable({
  rows,
  total,
  sort,
  hasProjects,
  selected,
  onSort,
  onSelectAll,
  ...handlers
}: RowHandlers & {
  readonly rows: readonly DashboardRow[];
  /** Rows of all pages, for screen readers. */
  readonly total: number;
  readonly sort: FinderSort;
  readonly hasProjects: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSort: (sort: FinderSort) => void;
  readonly onSelectAll: (isSelected: boolean) => void;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { density } = usePreferences();
  const window = useWindowRows(body, rows.length, densities[density].row + rowExtraPx);
  useRowKeys(body);
  const count = rows.filter((row) => selected.has(rowKey(row))).length;
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']} aria-rowcount={total + 1}>
        <caption className="visually-hidden">Dashboards, {total} rows</caption>
        <thead>
          <tr>
            <th scope="col" className={styles['check']}>
              <Checkbox
                size="small"
                checked={count > 0 && count === rows.length}
                indeterminate={count > 0 && count < rows.length}
                onChange={(event) => onSelectAll(event.target.checked)}
                slotProps={{ input: { 'aria-label': `Select the ${rows.length} dashboards shown` } }}
              />
            </th>
            <th scope="col" className={styles['star']}>
              <span className="visually-hidden">Favourite</span>
            </th>
            <SortableHead id="name" label="Dashboard" sort={sort} onSort={onSort} />
            <th scope="col">Tags</th>
            <th scope="col" className={styles['number']}>
              Panels
            </th>
            <th scope="col" className={styles['owner']}>
              Owner
            </th>
            <SortableHead id="viewed" label="Viewed" sort={sort} onSort={onSort} />
            <SortableHead id="updated" label="Last edit" sort={sort} onSort={onSort} />
            <th scope="col" className={styles['menu']}>
              <span className="visually-hidden">Menu</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {window.above > 0 && <Spacer height={window.above} />}
          {rows.slice(window.first, window.last).map((row, index) => (
            <Row
              key={rowKey(row)}
              row={row}
              rowIndex={window.first + index + 2}
              hasProject={hasProjects}
              isSelected={selected.has(rowKey(row))}
              {...handlers}
            />
          ))}
          {window.below > 0 && <Spacer height={window.below} />}
        </tbody>
      </table>
    </div>
  );
}

/** What a row of two lines is higher than the rows of other tables, px; the style sheet has the same. */
const rowExtraPx = 12;

function Spacer({ height }: { readonly height: number }) {
  return <tr aria-hidden="true" style={{ height }} />;
}

function SortableHead({
  id,
  label,
  sort,
  onSort,
}: {
  readonly id: 'name' | 'updated' | 'viewed';
  readonly label: string;
  readonly sort: FinderSort;
  readonly onSort: (sort: FinderSort) => void;
}) {
  const isUp = sort === id;
  const isDown = sort === `-${id}`;
  // The first click on a time shows the newest, on a name the first letter.
  const isTurned = id === 'name' ? isUp : !isDown;
  const next: FinderSort = isTurned ? `-${id}` : id;
  const direction = isUp ? 'ascending' : 'descending';
  const Arrow = isDown ? ChevronDown : ChevronUp;
  return (
    <th
      scope="col"
      aria-sort={isUp || isDown ? direction : undefined}
      className={id === 'name' ? undefined : styles['time']}
    >
      <button type="button" className={styles['sort']} onClick={() => onSort(next)}>
        {label}
        {(isUp || isDown) && <Arrow aria-hidden="true" fontSize="small" />}
      </button>
    </th>
  );
}

function Row({
  row,
  rowIndex,
  hasProject,
  isSelected,
  onSelect,
  onFavour,
  onMenu,
}: RowHandlers & {
  readonly row: DashboardRow;
  readonly rowIndex: number;
  readonly hasProject: boolean;
  readonly isSelected: boolean;
}) {
  const navigate = useNavigate();
  const to = `${dashboardUrl(row.project, row.name)}${useKeptSearch()}`;
  return (
    <tr
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      className={isSelected ? styles['selected'] : undefined}
      onClick={(event) => {
        const isControl =
          event.target instanceof Element && event.target.closest('a, button, input, label') !== null;
        if (!isControl) navigate(to);
      }}
    >
      <td className={styles['check']}>
        <Checkbox
          size="small"
          checked={isSelected}
          onChange={(event) => onSelect(row, event.target.checked)}
          slotProps={{ input: { 'aria-label': `Select ${row.title}` } }}
        />
      </td>
      <td className={styles['star']}>
        <FavouriteButton row={row} onFavour={onFavour} />
      </td>
      <td className={styles['name']}>
        <span className={styles['title']}>
          <Link to={to} data-row={rowKey(row)} title={row.title}>
            {row.title}
          </Link>
        </span>
        <Place row={row} hasProject={hasProject} />
      </td>
      <td>
        <Tags tags={row.tags} />
      </td>
      <td className={styles['number']}>{integer(row.panels)}</td>
      <td className={styles['owner']} title={row.owner}>
        {row.owner === '' ? missing : row.owner}
      </td>
      <td className={styles['time']}>
        <Viewed row={row} />
      </td>
      <td className={styles['time']}>
        <Age atMs={Date.parse(row.updatedAt)} />
      </td>
      <td className={styles['menu']}>
        <MenuButton row={row} onMenu={onMenu} />
      </td>
    </tr>
  );
}

/** Star that is full for a favourite. */
export function FavouriteButton({
  row,
  onFavour,
}: { readonly row: DashboardRow } & Pick<RowHandlers, 'onFavour'>) {
  return (
    <IconButton
      size="small"
      aria-pressed={row.isFavourite}
      aria-label={`Favourite: ${row.title}`}
      className={row.isFavourite ? (styles['favourite'] ?? '') : (styles['ordinary'] ?? '')}
      onClick={() => onFavour(row)}
    >
      {row.isFavourite ? <Star fontSize="small" /> : <StarOutline fontSize="small" />}
    </IconButton>
  );
}

/** The way to everything that can be done with one dashboard. */
export function MenuButton({ row, onMenu }: { readonly row: DashboardRow } & Pick<RowHandlers, 'onMenu'>) {
  return (
    <IconButton
      size="small"
      aria-label={`Menu of ${row.title}`}
      aria-haspopup="menu"
      onClick={(event) => onMenu(row, event.currentTarget)}
    >
      <DotsHorizontal fontSize="small" />
    </IconButton>
  );
}

/** Project, name where the title is another, and folders. */
export function Place({ row, hasProject }: { readonly row: DashboardRow; readonly hasProject: boolean }) {
  return (
    <span className={styles['place']}>
      {hasProject && <span className={styles['mono']}>{row.project}</span>}
      {row.folders.map(({ folder, title, path }) => (
        <span key={`${folder}/${path}`} className={styles['folder']}>
          <FolderOutline aria-hidden="true" />
          {[title, ...path.split('/').filter(Boolean).map(decodeURIComponent)].join(' / ')}
        </span>
      ))}
      <span className={styles['description']}>{row.description}</span>
    </span>
  );
}

/** The first tags, and how many more there are. */
export function Tags({ tags }: { readonly tags: readonly string[] }) {
  const more = tags.length - tagsShown;
  return (
    <span className={styles['tags']} title={more > 0 ? tags.join(', ') : undefined}>
      {tags.slice(0, tagsShown).map((tag) => (
        <span key={tag} className={styles['tag']}>
          {tag}
        </span>
      ))}
      {more > 0 && <span className={styles['more']}>{more} more</span>}
    </span>
  );
}

function Viewed({ row }: { readonly row: DashboardRow }) {
  if (row.viewedAt === null) return <span className={styles['never']}>never</span>;
  return (
    <span title={`${integer(row.views)} ${row.views === 1 ? 'view' : 'views'} in the last 30 d`}>
      <Age atMs={Date.parse(row.viewedAt)} />
    </span>
  );
}
