import Button from '@mui/material/Button';
import DeleteOutline from 'mdi-material-ui/DeleteOutline';
import FolderMoveOutline from 'mdi-material-ui/FolderMoveOutline';
import TagOutline from 'mdi-material-ui/TagOutline';
import { countedDashboards } from './finder-filter.ts';
import styles from './BulkBar.module.css';

/** What can be done with the selected dashboards; stands at the bottom of the window while some are. */
export function BulkBar({
  count,
  onTag,
  onMove,
  onDelete,
  onClear,
}: {
  readonly count: number;
  readonly onTag: () => void;
  readonly onMove: () => void;
  readonly onDelete: () => void;
  readonly onClear: () => void;
}) {
  // Where room is short the head of the bar names them.
  const what = <span className={styles['what']}>&nbsp;{count === 1 ? 'dashboard' : 'dashboards'}</span>;
  return (
    <div className={styles['bar']} role="toolbar" aria-label="Selected dashboards">
      <div className={styles['head']}>
        <span className={styles['count']}>{countedDashboards(count)} selected</span>
        <Button size="small" onClick={onClear}>
          Clear selection
        </Button>
      </div>
      <Button size="small" variant="outlined" startIcon={<TagOutline />} onClick={onTag}>
        Tag
        {what}
      </Button>
      <Button size="small" variant="outlined" startIcon={<FolderMoveOutline />} onClick={onMove}>
        Move
        {what}
      </Button>
      <Button size="small" variant="outlined" color="error" startIcon={<DeleteOutline />} onClick={onDelete}>
        Delete
        {what}
      </Button>
    </div>
  );
}
