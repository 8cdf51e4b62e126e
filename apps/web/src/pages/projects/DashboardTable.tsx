import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import DotsHorizontal from 'mdi-material-ui/DotsHorizontal';
import FolderOutline from 'mdi-material-ui/FolderOutline';
import { Age } from '../../components/Age.tsx';
import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { jsonObject } from '../../dashboards/documents/json.ts';
import { useMediaQuery } from '../../theme/PreferencesProvider.tsx';
import { dashboardUrl } from './project-urls.ts';

/** The dashboards of a project; on narrow windows one card each. */
export function DashboardTable(props: {
  readonly dashboards: readonly StoredDashboard[];
  readonly folderOf: ReadonlyMap<string, string>;
  /** Search text that links keep. */
  readonly search: string;
  readonly onDownload: (dashboard: StoredDashboard) => void;
  readonly onDelete: (dashboard: StoredDashboard) => void;
}) {
  const { dashboards, folderOf, search, onDownload, onDelete } = props;
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const [menu, setMenu] = useState<{ readonly anchor: HTMLElement; readonly dashboard: StoredDashboard }>();
  const close = () => setMenu(undefined);
  const menuButton = (dashboard: StoredDashboard) => (
    <IconButton
      size="small"
      aria-label={`Menu of ${dashboard.title}`}
      aria-haspopup="menu"
      aria-expanded={menu?.dashboard === dashboard}
      onClick={(event) => setMenu({ anchor: event.currentTarget, dashboard })}
    >
      <DotsHorizontal fontSize="small" />
    </IconButton>
  );
  return (
    <>
      {isNarrow ? (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
          {dashboards.map((one) => (
            <Box
              component="li"
              key={one.name}
              sx={{
                p: 1.5,
                bgcolor: 'background.paper',
                border: '1px solid',
                borderColor: 'divider',
                borderRadius: '6px',
              }}
            >
              <Box
                sx={{ display: 'flex', alignItems: 'flex-start', justifyContent: 'space-between', gap: 1 }}
              >
                <Title dashboard={one} search={search} />
                {menuButton(one)}
              </Box>
              <Box
                sx={{
                  display: 'flex',
                  flexWrap: 'wrap',
                  gap: 1,
                  color: 'text.secondary',
                  typography: 'body2',
                }}
              >
                <span>{panelCount(one)}</span>
                {one.updatedAt !== undefined && <Age atMs={Date.parse(one.updatedAt)} prefix="edited " />}
                <Tags dashboard={one} />
              </Box>
            </Box>
          ))}
        </Box>
      ) : (
        <TableContainer
          tabIndex={0}
          sx={{
            bgcolor: 'background.paper',
            border: '1px solid',
            borderColor: 'divider',
            borderRadius: '6px',
          }}
        >
          <Table size="small" aria-label="Dashboards">
            <TableHead>
              <TableRow>
                <TableCell>Dashboard</TableCell>
                <TableCell>Folder</TableCell>
                <TableCell>Tags</TableCell>
                <TableCell align="right">Panels</TableCell>
                <TableCell>Last edit</TableCell>
                <TableCell align="right">Version</TableCell>
                <TableCell padding="checkbox">
                  <span className="visually-hidden">Menu</span>
                </TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {dashboards.map((one) => (
                <TableRow key={one.name} hover>
                  <TableCell>
                    <Title dashboard={one} search={search} />
                  </TableCell>
                  <TableCell>
                    {folderOf.has(one.name) ? <Folder name={folderOf.get(one.name) ?? ''} /> : '—'}
                  </TableCell>
                  <TableCell>
                    <Tags dashboard={one} />
                  </TableCell>
                  <TableCell align="right">{Object.keys(panelsOf(one)).length}</TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>
                    {one.updatedAt === undefined ? '—' : <Age atMs={Date.parse(one.updatedAt)} />}
                  </TableCell>
                  <TableCell align="right">{one.version}</TableCell>
                  <TableCell padding="checkbox">{menuButton(one)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
      <Menu anchorEl={menu?.anchor ?? null} open={menu !== undefined} onClose={close}>
        <MenuItem
          component={RouterLink}
          to={menu ? `${dashboardUrl(menu.dashboard.project, menu.dashboard.name)}?tab=history` : '#'}
        >
          Open history
        </MenuItem>
        <MenuItem
          onClick={() => {
            if (menu) onDownload(menu.dashboard);
            close();
          }}
        >
          Download JSON
        </MenuItem>
        <MenuItem
          onClick={() => {
            if (menu) onDelete(menu.dashboard);
            close();
          }}
        >
          Delete dashboard
        </MenuItem>
      </Menu>
    </>
  );
}

function Title({ dashboard, search }: { readonly dashboard: StoredDashboard; readonly search: string }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Link
        component={RouterLink}
        to={`${dashboardUrl(dashboard.project, dashboard.name)}${search}`}
        underline="hover"
        sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}
      >
        {dashboard.title}
      </Link>
      {dashboard.description !== undefined && dashboard.description !== '' && (
        <Box
          sx={{
            color: 'text.secondary',
            typography: 'body2',
            maxWidth: 560,
            overflow: 'hidden',
            display: '-webkit-box',
            WebkitLineClamp: 2,
            WebkitBoxOrient: 'vertical',
          }}
        >
          {dashboard.description}
        </Box>
      )}
    </Box>
  );
}

function Folder({ name }: { readonly name: string }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
      <FolderOutline fontSize="small" />
      {name}
    </Box>
  );
}

function Tags({ dashboard }: { readonly dashboard: StoredDashboard }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', gap: 0.5 }}>
      {dashboard.tags.map((tag) => (
        <Chip key={tag} size="small" variant="outlined" label={tag} />
      ))}
    </Box>
  );
}

function panelsOf(dashboard: StoredDashboard) {
  return jsonObject(jsonObject(dashboard.document['spec'])['panels']);
}

function panelCount(dashboard: StoredDashboard): string {
  const count = Object.keys(panelsOf(dashboard)).length;
  return `${count} ${count === 1 ? 'panel' : 'panels'}`;
}
