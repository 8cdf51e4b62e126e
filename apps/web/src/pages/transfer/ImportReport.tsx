import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ImportDocument } from '@hecate/server/contract';
import { listedLimit, type ImportProgress } from './import-progress.ts';

/** What became, or would become, of each document that is not as it was. */
export function ImportReport({ progress }: { readonly progress: ImportProgress }) {
  return (
    <TableContainer
      tabIndex={0}
      sx={{ maxHeight: 480, border: '1px solid', borderColor: 'divider', borderRadius: '6px' }}
    >
      <Table size="small" stickyHeader aria-label="Documents of the archive">
        <TableHead>
          <TableRow>
            <TableCell>Document</TableCell>
            <TableCell>{progress.isDryRun ? 'Would be' : 'Was'}</TableCell>
            <TableCell>Why, and what changes</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {progress.listed.map((line) => (
            <TableRow key={`${line.file}/${line.kind}/${line.project}/${line.name}`}>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                {placeOf(line)}
                {line.kind !== '' && (
                  <Box component="span" sx={{ ml: 1, color: 'text.secondary' }}>
                    {line.kind}
                  </Box>
                )}
              </TableCell>
              <TableCell>{line.outcome}</TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                {line.detail}
                {line.changes.length > 0 && (
                  <Box component="ul" sx={{ m: 0, pl: 2 }}>
                    {line.changes.map(({ area, change, label }, index) => (
                      <li key={`${index}/${area}/${label}`}>
                        {change} {area} <code>{label}</code>
                      </li>
                    ))}
                  </Box>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {progress.listed.length === listedLimit && (
        <Box sx={{ p: 1, color: 'text.secondary' }}>
          The first {listedLimit} are listed. <code>hecate import --dry-run</code> shows all of them.
        </Box>
      )}
    </TableContainer>
  );
}

function placeOf({ file, kind, project, name }: ImportDocument): string {
  if (kind === '') return file;
  return project === '' ? name : `${project}/${name}`;
}
