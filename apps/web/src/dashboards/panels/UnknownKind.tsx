import Box from '@mui/material/Box';
import type { JsonObject } from '../documents/json.ts';

/** What stands in place of a panel whose plugin is not installed: its kind in words and its document, unchanged. */
export function UnknownKind({ kind, document }: { readonly kind: string; readonly document: JsonObject }) {
  return (
    <Box tabIndex={0} sx={{ height: '100%', overflow: 'auto', px: 1.5, pb: 1 }}>
      <Box sx={{ mb: 1, color: 'text.secondary' }}>
        Kind <code>{kind}</code> is not installed. The panel is kept unchanged when you save.
      </Box>
      <Box
        component="pre"
        sx={{
          m: 0,
          p: 1,
          bgcolor: 'background.code',
          borderRadius: 1,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        }}
      >
        {JSON.stringify(document, null, 2)}
      </Box>
    </Box>
  );
}
