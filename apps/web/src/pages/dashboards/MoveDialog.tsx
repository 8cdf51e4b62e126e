import { useState } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { DashboardRow, FolderTarget } from '@hecate/server/contract';
import { useFolders } from '../../api/dashboard-list.ts';
import { useSession } from '../../api/session.ts';
import { countedDashboards } from './finder-filter.ts';
import styles from './dialogs.module.css';

const keep = '';
const outside = '-';

/** Where the chosen dashboards go: another project, a folder, or both. */
export function MoveDialog({
  rows,
  onMove,
  onClose,
}: {
  readonly rows: readonly DashboardRow[];
  readonly onMove: (to: {
    readonly project?: string;
    readonly folder?: FolderTarget | null;
  }) => Promise<void>;
  readonly onClose: () => void;
}) {
  const projects = useSession().data?.projects ?? [];
  const sources = [...new Set(rows.map(({ project }) => project))];
  const [only] = sources;
  const [project, setProject] = useState(sources.length === 1 && only !== undefined ? only : keep);
  const [place, setPlace] = useState(keep);
  const [isBusy, setBusy] = useState(false);
  const folders = useFolders(project === keep ? null : project);
  const places = (folders.data?.folders ?? []).flatMap((folder) =>
    folder.places.map(({ path, names }) => ({
      value: placeText(folder.name, path),
      label: [folder.title, ...names].join(' / '),
    })),
  );
  const isOtherProject = project !== keep && (sources.length > 1 || project !== only);
  const move = async () => {
    setBusy(true);
    await onMove({
      ...(isOtherProject ? { project } : {}),
      ...(place === keep ? {} : { folder: place === outside ? null : targetOf(place) }),
    });
    setBusy(false);
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="move-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void move();
        }}
      >
        <DialogTitle id="move-title">Move {countedDashboards(rows.length)}</DialogTitle>
        <DialogContent className={styles['content'] ?? ''}>
          <TextField
            select
            fullWidth
            margin="dense"
            label="Project"
            value={project}
            onChange={(event) => {
              setProject(event.target.value);
              setPlace(keep);
            }}
            slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          >
            {sources.length > 1 && (
              <MenuItem value={keep}>Each stays in its project ({sources.length} projects)</MenuItem>
            )}
            {projects.map(({ name, displayName }) => (
              <MenuItem key={name} value={name}>
                {displayName === '' ? name : displayName}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            select
            fullWidth
            margin="dense"
            label="Folder"
            value={place}
            disabled={project === keep}
            onChange={(event) => setPlace(event.target.value)}
            helperText={
              project === keep
                ? `Folders belong to one project; the selected dashboards are in ${sources.length}. Choose a project first.`
                : undefined
            }
            slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          >
            <MenuItem value={keep}>{isOtherProject ? 'No folder' : 'As it is'}</MenuItem>
            {!isOtherProject && <MenuItem value={outside}>Out of every folder</MenuItem>}
            {places.map(({ value, label }) => (
              <MenuItem key={value} value={value}>
                {label}
              </MenuItem>
            ))}
          </TextField>
          <p className={styles['hint']}>
            {isOtherProject
              ? 'History, favourites and views go along. Links to the old place stop working.'
              : 'The address of a dashboard does not change with its folder.'}
          </p>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={isBusy || (!isOtherProject && place === keep)}>
            {rows.length === 1 ? 'Move dashboard' : 'Move dashboards'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function placeText(name: string, path: string): string {
  return `${encodeURIComponent(name)}:${path}`;
}

function targetOf(text: string): FolderTarget {
  const at = text.indexOf(':');
  return { name: decodeURIComponent(text.slice(0, at)), path: text.slice(at + 1) };
}
