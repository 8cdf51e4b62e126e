import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import type { DashboardRow } from '@hecate/server/contract';
import { useDashboardFacets, useDashboardPages } from '../../api/dashboard-list.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import { useKeys } from '../../shell/use-keys.ts';
import { useMediaQuery } from '../../theme/PreferencesProvider.tsx';
import { BulkBar } from './BulkBar.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { downloadDashboard } from './download-dashboard.ts';
import { FinderCards } from './FinderCards.tsx';
import { FinderFilters } from './FinderFilters.tsx';
import { FinderTable, type RowHandlers } from './FinderTable.tsx';
import {
  countedDashboards,
  filterParameters,
  isNarrowed,
  nothingFound,
  orderParameters,
} from './finder-filter.ts';
import { FolderTree } from './FolderTree.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { OpenedLast } from './OpenedLast.tsx';
import { rowKey } from './row-key.ts';
import { TagDialog } from './TagDialog.tsx';
import { useDashboardActions } from './use-dashboard-actions.ts';
import { useFinderState } from './use-finder-state.ts';
import styles from './DashboardFinder.module.css';

type Dialog = 'tag' | 'move' | 'delete';

/** Dashboards of a project, or of all: search, filters, folders, favourites first, and what can be done with many at once. */
export function DashboardFinder({
  project,
  empty,
  onNew,
}: {
  readonly project: string | null;
  /** What stands where there is no dashboard at all. */
  readonly empty: ReactNode;
  readonly onNew: () => void;
}) {
  const state = useFinderState();
  const { filter, sort, change } = state;
  const parameters = filterParameters(filter, project);
  const list = useDashboardPages({ ...parameters, ...orderParameters(sort) });
  const actions = useDashboardActions();
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  const [selection, setSelection] = useState<ReadonlyMap<string, DashboardRow>>(new Map());
  const [dialog, setDialog] = useState<{ readonly kind: Dialog; readonly rows: readonly DashboardRow[] }>();
  const [menu, setMenu] = useState<{ readonly anchor: HTMLElement; readonly row: DashboardRow }>();
  // Versions move on while rows are selected: what is written is what the list shows now.
  const current = useMemo(() => new Map(rows.map((row) => [rowKey(row), row])), [rows]);
  const selected = useMemo(
    () => [...selection].map(([key, row]) => current.get(key) ?? row),
    [selection, current],
  );
  const total = list.data?.pages[0]?.total;
  const indexing = list.data?.pages.at(-1)?.indexing ?? null;

  const select = useCallback((row: DashboardRow, isSelected: boolean) => {
    setSelection((old) => {
      const next = new Map(old);
      if (isSelected) next.set(rowKey(row), row);
      else next.delete(rowKey(row));
      return next;
    });
  }, []);
  useKeys({
    n: onNew,
    x: () => {
      const key = document.activeElement?.getAttribute('data-row') ?? '';
      const row = current.get(key);
      if (row !== undefined) select(row, !selection.has(key));
    },
  });
  const handlers: RowHandlers = {
    onSelect: select,
    onFavour: (row) => void actions.favour(row),
    onMenu: (row, anchor) => setMenu({ row, anchor }),
  };
  const finish = async (work: Promise<void>) => {
    await work;
    setDialog(undefined);
    setSelection(new Map());
  };
  const open = (kind: Dialog, chosen: readonly DashboardRow[]) => {
    setMenu(undefined);
    setDialog({ kind, rows: chosen });
  };
  const isEmpty = total?.count === 0;
  if (isEmpty && !isNarrowed(filter) && indexing === null && project !== null) return <>{empty}</>;
  return (
    <div className={project === null ? styles['alone'] : styles['beside']}>
      {project !== null && <FolderTree project={project} state={state} />}
      <div className={styles['main']}>
        <FinderFilters state={state} project={project} />
        {!isNarrowed(filter) && project === null && <OpenedLast />}
        {indexing !== null && (
          <Notice>
            Indexing dashboards: {indexing.done.toLocaleString('en-US')} of{' '}
            {indexing.total.toLocaleString('en-US')}. The others are not found yet.
          </Notice>
        )}
        {list.error !== null && list.error !== undefined && (
          <ErrorNotice
            error={list.error}
            lastGoodMs={list.data === undefined ? undefined : list.dataUpdatedAt}
            onRetry={() => void list.refetch()}
          />
        )}
        {actions.failures.length > 0 && (
          <Notice
            tone="degraded"
            actions={
              <Button variant="outlined" onClick={actions.dismissFailures}>
                Close
              </Button>
            }
          >
            <ul className={styles['failures']}>
              {actions.failures.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
        )}
        <p className={styles['count']} aria-live="polite">
          {listWords(list.isPreviousData ? undefined : total, isNarrowed(filter))}
        </p>
        {list.data === undefined && list.error === null && <Skeleton height={480} />}
        {isEmpty && isNarrowed(filter) && (
          <EmptyState sentence={nothingFound(filter)} action={{ label: 'Clear filters', run: state.clear }} />
        )}
        {isEmpty && !isNarrowed(filter) && project === null && indexing === null && empty}
        {rows.length > 0 &&
          (isNarrow ? (
            <FinderCards
              rows={rows}
              hasProjects={project === null}
              selected={new Set(selection.keys())}
              {...handlers}
            />
          ) : (
            <FinderTable
              rows={rows}
              total={total?.count ?? rows.length}
              sort={sort}
              hasProjects={project === null}
              selected={new Set(selection.keys())}
              onSort={(next) => change({ sort: next === 'name' && filter.text === '' ? null : next })}
              onSelectAll={(isSelected) =>
                setSelection(isSelected ? new Map(rows.map((row) => [rowKey(row), row])) : new Map())
              }
              {...handlers}
            />
          ))}
        {list.hasNextPage === true && (
          <MoreRows
            isReading={list.isFetchingNextPage}
            left={total === undefined || total.isAtLeast ? null : total.count - rows.length}
            onMore={() => void list.fetchNextPage()}
          />
        )}
        {selected.length > 0 && (
          <BulkBar
            count={selected.length}
            onTag={() => open('tag', selected)}
            onMove={() => open('move', selected)}
            onDelete={() => open('delete', selected)}
            onClear={() => setSelection(new Map())}
          />
        )}
      </div>
      <Menu anchorEl={menu?.anchor} open={menu !== undefined} onClose={() => setMenu(undefined)}>
        {menu !== undefined && [
          <MenuItem
            key="favourite"
            onClick={() => {
              setMenu(undefined);
              void actions.favour(menu.row);
            }}
          >
            {menu.row.isFavourite ? 'Remove from favourites' : 'Add to favourites'}
          </MenuItem>,
          <MenuItem
            key="duplicate"
            onClick={() => {
              setMenu(undefined);
              void actions.duplicate(menu.row);
            }}
          >
            Duplicate dashboard
          </MenuItem>,
          <MenuItem key="move" onClick={() => open('move', [menu.row])}>
            Move dashboard
          </MenuItem>,
          <MenuItem key="tag" onClick={() => open('tag', [menu.row])}>
            Tag dashboard
          </MenuItem>,
          <MenuItem
            key="download"
            onClick={() => {
              setMenu(undefined);
              void downloadDashboard(menu.row.project, menu.row.name);
            }}
          >
            Download JSON
          </MenuItem>,
          <MenuItem key="delete" onClick={() => open('delete', [menu.row])}>
            Delete dashboard
          </MenuItem>,
        ]}
      </Menu>
      {dialog?.kind === 'tag' && (
        <TagWithKnown
          rows={dialog.rows}
          project={project}
          onApply={(add, remove) => finish(actions.tag(dialog.rows, add, remove))}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog?.kind === 'move' && (
        <MoveDialog
          rows={dialog.rows}
          onMove={(to) => finish(actions.move(dialog.rows, to))}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog?.kind === 'delete' && (
        <DeleteDialog
          rows={dialog.rows}
          onDelete={() => finish(actions.remove(dialog.rows))}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}

/** How many there are; while others are read, the rows on screen are still those of before. */
function listWords(
  total: { readonly count: number; readonly isAtLeast: boolean } | undefined,
  isFiltered: boolean,
): string {
  if (total === undefined) return isFiltered ? 'Searching…' : 'Reading dashboards…';
  const counted = countedDashboards(total.count, total.isAtLeast);
  return isFiltered ? `${counted} found` : counted;
}

/** The tag dialog with the tags that the project, or everybody, uses. */
function TagWithKnown({
  project,
  ...rest
}: { readonly project: string | null } & Omit<React.ComponentProps<typeof TagDialog>, 'known'>) {
  const facets = useDashboardFacets({ projects: project });
  return <TagDialog {...rest} known={(facets.data?.tags ?? []).map(({ value }) => value)} />;
}

/** Reads the next page when the end of the list comes near, or on a click. */
function MoreRows({
  isReading,
  left,
  onMore,
}: {
  readonly isReading: boolean;
  readonly left: number | null;
  readonly onMore: () => void;
}) {
  const end = useRef<HTMLDivElement>(null);
  const ask = useRef(onMore);
  useEffect(() => {
    ask.current = onMore;
  });
  useEffect(() => {
    if (isReading || end.current === null) return undefined;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) ask.current();
      },
      { rootMargin: '600px' },
    );
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [isReading]);
  return (
    <div ref={end} className={styles['more']}>
      <Button variant="outlined" disabled={isReading} onClick={onMore}>
        {isReading
          ? 'Reading…'
          : `Show more${left === null ? '' : ` (${left.toLocaleString('en-US')} left)`}`}
      </Button>
    </div>
  );
}
