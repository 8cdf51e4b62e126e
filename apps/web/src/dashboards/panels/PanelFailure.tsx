import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import AlertCircleOutline from 'mdi-material-ui/AlertCircleOutline';
import { CutText } from '../../components/CutText.tsx';
import { panelErrorText } from './panel-error.ts';

/** What a panel shows when its query or its drawing failed: the reason, the remedy, and a way to try again. */
export function PanelFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { text, remedy } = panelErrorText(error);
  return (
    <Box
      role="alert"
      sx={{
        height: '100%',
        overflow: 'auto',
        px: 2,
        py: 1,
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'safe center',
        alignItems: 'flex-start',
        gap: 1,
      }}
    >
      <Box sx={{ display: 'flex', gap: 1, color: 'error.main' }}>
        <AlertCircleOutline fontSize="small" sx={{ mt: '2px', flex: 'none' }} />
        <Box sx={{ overflowWrap: 'anywhere' }}>
          <CutText>{text}</CutText>
        </Box>
      </Box>
      {remedy !== undefined && <Box sx={{ color: 'text.secondary' }}>{remedy}</Box>}
      <Button variant="outlined" onClick={onRetry}>
        Retry query
      </Button>
    </Box>
  );
}
