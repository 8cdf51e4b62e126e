import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useSession } from '../../api/session.ts';
import { exportUrl } from '../../api/transfer.ts';
import { PageTitle } from '../../components/PageTitle.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ImportPanel } from './ImportPanel.tsx';

/** `/transfer`: documents out of Hecate as an archive, and back in with a look before. */
export function TransferPage() {
  const session = useSession();
  const projects = session.data?.projects ?? [];
  const [project, setProject] = useState('');
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 1000 }}>
      <PageTitle title="Import and export" documentTitle="Import and export" />
      <Panel title="Export">
        <Box sx={{ display: 'grid', gap: 1.5, p: 1.5, pt: 0.5, justifyItems: 'start' }}>
          <Box component="p" sx={{ m: 0, color: 'text.secondary' }}>
            A .tar.gz with one JSON file for each document, byte for byte as it was saved. Secrets are masked.
            For a point in time with all history, <code>hecate backup</code> is the command.
          </Box>
          <TextField
            select
            label="What to export"
            value={project}
            onChange={(event) => setProject(event.target.value)}
            slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
            sx={{ minWidth: 260 }}
          >
            <MenuItem value="">Everything</MenuItem>
            {projects.map(({ name, displayName }) => (
              <MenuItem key={name} value={name}>
                Project {displayName}
              </MenuItem>
            ))}
          </TextField>
          <Button variant="contained" href={exportUrl(project)} download>
            {project === '' ? 'Export everything' : `Export ${project}`}
          </Button>
        </Box>
      </Panel>
      <Panel title="Import">
        <ImportPanel projects={projects.map(({ name }) => name)} />
      </Panel>
    </Box>
  );
}
