import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Notice } from '../../../components/Notice.tsx';
import type { ImportLine, ReadImport } from './read-import.ts';

/** Lines shown before the rest is asked for. */
const FIRST_LINES = 8;

/** What a text holds, before anything is saved: the summary, what needs attention, what is minor, what was refused. */
export function ImportReport({ read }: { readonly read: ReadImport }) {
  const { summary, attention, minor, refused } = read;
  const isSound = attention.length === 0 && refused.length === 0;
  return (
    <Box id="import-report" sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
      <Notice tone={isSound ? 'info' : 'degraded'}>
        <Box component="output" sx={{ display: 'block', fontWeight: 600 }}>
          {summary}
        </Box>
        {refused.length > 0 && (
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {refused.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </Box>
        )}
        {attention.length > 0 && <Lines lines={attention} />}
      </Notice>
      {minor.length > 0 && (
        <Box component="details" sx={{ color: 'text.secondary' }}>
          <Box component="summary" sx={{ cursor: 'pointer' }}>
            {minor.length === 1 ? '1 smaller difference' : `${minor.length} smaller differences`}
          </Box>
          <Lines lines={minor} />
        </Box>
      )}
    </Box>
  );
}

function Lines({ lines }: { readonly lines: readonly ImportLine[] }) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? lines : lines.slice(0, FIRST_LINES);
  return (
    <>
      <Box component="ul" sx={{ m: 0, pl: 2.5, overflowWrap: 'anywhere' }}>
        {shown.map(({ where, words }) => (
          <li key={`${where} ${words}`}>
            <strong>{where}</strong>: {words}
          </li>
        ))}
      </Box>
      {shown.length < lines.length && (
        <Button size="small" onClick={() => setAll(true)}>
          Show all {lines.length}
        </Button>
      )}
    </>
  );
}
