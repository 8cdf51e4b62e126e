import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import IconButton from '@mui/material/IconButton';
import ChevronDown from 'mdi-material-ui/ChevronDown';
import ChevronRight from 'mdi-material-ui/ChevronRight';
import FolderOpenOutline from 'mdi-material-ui/FolderOpenOutline';
import FolderOutline from 'mdi-material-ui/FolderOutline';
import FolderPlusOutline from 'mdi-material-ui/FolderPlusOutline';
import PencilOutline from 'mdi-material-ui/PencilOutline';
import ViewDashboardOutline from 'mdi-material-ui/ViewDashboardOutline';
import type { FolderTree as Folder } from '@hecate/server/contract';
import { createFolder, dashboardListKey, renameFolder, useFolders } from '../../api/dashboard-list.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useToast } from '../../components/Toasts.tsx';
import { useMediaQuery } from '../../theme/PreferencesProvider.tsx';
import { FolderDialog } from './FolderDialog.tsx';
import type { FinderState } from './use-finder-state.ts';
import styles from './FolderTree.module.css';

/** The folders of a project; a click shows what is in one, folders below it as well. */
export function FolderTree({ project, state }: { readonly project: string; readonly state: FinderState }) {
  const folders = useFolders(project);
  const client = useQueryClient();
  const toast = useToast();
  const [renamed, setRenamed] = useState<Folder | 'new'>();
  const { filter, change } = state;
  const list = folders.data?.folders ?? [];
  const isWide = useMediaQuery('(min-width: 1280px)');
  const [isOpen, setOpen] = useState(false);
  const here = list.find(({ name }) => name === filter.folder)?.title;
  const save = async (title: string) => {
    if (renamed === 'new') await createFolder(project, title);
    else if (renamed !== undefined) await renameFolder(renamed, title);
    toast({ text: renamed === 'new' ? `Created folder "${title}".` : `Renamed folder to "${title}".` });
    setRenamed(undefined);
    await client.invalidateQueries([dashboardListKey]);
  };
  return (
    <section className={styles['tree']} aria-labelledby="folders-title">
      <div className={styles['head']}>
        <h2 id="folders-title" className={styles['heading']}>
          {isWide ? (
            'Folders'
          ) : (
            <button
              type="button"
              className={styles['fold']}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
              {here === undefined ? `Folders (${list.length})` : `Folder: ${here}`}
            </button>
          )}
        </h2>
        <IconButton size="small" aria-label="New folder" onClick={() => setRenamed('new')}>
          <FolderPlusOutline fontSize="small" />
        </IconButton>
      </div>
      {folders.error !== null && folders.error !== undefined && (
        <ErrorNotice error={folders.error} onRetry={() => void folders.refetch()} isQuiet />
      )}
      <ul className={styles['list']} hidden={!isWide && !isOpen}>
        <li>
          <button
            type="button"
            className={styles['place']}
            aria-current={filter.folder === '' ? 'true' : undefined}
            onClick={() => change({ folder: null, path: null })}
          >
            <ViewDashboardOutline aria-hidden="true" fontSize="small" />
            <span className={styles['title']}>All dashboards</span>
          </button>
        </li>
        {list.flatMap((folder) =>
          folder.places.map(({ path, names, dashboards }) => {
            const isHere = filter.folder === folder.name && filter.path === path;
            const Icon = isHere ? FolderOpenOutline : FolderOutline;
            const title = names.at(-1) ?? folder.title;
            return (
              <li key={`${folder.name}/${path}`} className={styles['row']}>
                <button
                  type="button"
                  className={styles['place']}
                  style={{ paddingLeft: 8 + names.length * 16 }}
                  aria-current={isHere ? 'true' : undefined}
                  title={title}
                  onClick={() => change({ folder: folder.name, path: path === '' ? null : path })}
                >
                  <Icon aria-hidden="true" fontSize="small" />
                  <span className={styles['title']}>{title}</span>
                  <span className={styles['count']}>
                    {dashboards}
                    <span className="visually-hidden"> dashboards</span>
                  </span>
                </button>
                {path === '' && (
                  <IconButton
                    size="small"
                    className={styles['rename'] ?? ''}
                    aria-label={`Rename folder ${folder.title}`}
                    onClick={() => setRenamed(folder)}
                  >
                    <PencilOutline />
                  </IconButton>
                )}
              </li>
            );
          }),
        )}
      </ul>
      {folders.data !== undefined && list.length === 0 && (isWide || isOpen) && (
        <p className={styles['none']}>No folders yet. Create one, then select dashboards and choose Move.</p>
      )}
      {renamed !== undefined && (
        <FolderDialog
          title={renamed === 'new' ? '' : renamed.title}
          isNew={renamed === 'new'}
          isOlder={renamed !== 'new' && renamed.shape === 'older'}
          onSave={save}
          onClose={() => setRenamed(undefined)}
        />
      )}
    </section>
  );
}
