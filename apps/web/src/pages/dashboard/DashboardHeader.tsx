import Box from '@mui/material/Box';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Tooltip from '@mui/material/Tooltip';
import { PageTitle } from '../../components/PageTitle.tsx';
import InformationOutline from 'mdi-material-ui/InformationOutline';
import PencilOutline from 'mdi-material-ui/PencilOutline';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { useChangeUrl } from '../../time/use-url-state.ts';

/** Title, description, tags, the tabs, and Edit where the window is wide enough for it. */
export function DashboardHeader(props: {
  readonly dashboard: StoredDashboard;
  readonly tab: string;
  readonly canEditHere: boolean;
  /** The URL asks for edit mode, but the window is too narrow. */
  readonly wantsEdit: boolean;
  readonly onEdit: () => void;
}) {
  const { dashboard, tab, canEditHere, wantsEdit, onEdit } = props;
  const change = useChangeUrl();
  return (
    <Box sx={{ mb: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <PageTitle title={dashboard.title} documentTitle={dashboard.title} />
        {dashboard.description !== undefined && dashboard.description !== '' && (
          <Tooltip title={dashboard.description} enterTouchDelay={0} leaveTouchDelay={8000}>
            <IconButton size="small" aria-label={`Description: ${dashboard.description}`}>
              <InformationOutline fontSize="small" />
            </IconButton>
          </Tooltip>
        )}
        {dashboard.tags.map((tag) => (
          <Chip key={tag} size="small" variant="outlined" label={tag} />
        ))}
        <Box sx={{ flex: 1 }} />
        <Tabs
          data-chrome
          value={tab === 'history' || tab === 'json' ? tab : 'view'}
          onChange={(_event, next: string) =>
            change({ tab: next === 'view' ? null : next, focus: null }, { push: true })
          }
          aria-label="Parts of the dashboard"
        >
          <Tab value="view" label="Panels" />
          <Tab value="history" label="History" />
          <Tab value="json" label="JSON" />
        </Tabs>
        {canEditHere && (
          <Tooltip title="Ctrl+E" describeChild>
            <Button
              data-chrome
              variant="contained"
              startIcon={<PencilOutline fontSize="small" />}
              onClick={onEdit}
            >
              Edit dashboard
            </Button>
          </Tooltip>
        )}
      </Box>
      {wantsEdit && !canEditHere && (
        <Alert severity="info" sx={{ mt: 1 }} onClose={() => change({ edit: null })}>
          Editing needs a window of at least 768 px. Viewing works here.
        </Alert>
      )}
    </Box>
  );
}
