import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Alert from 'mdi-material-ui/Alert';
import CheckCircle from 'mdi-material-ui/CheckCircle';
import CloseCircleOutline from 'mdi-material-ui/CloseCircleOutline';
import HelpCircleOutline from 'mdi-material-ui/HelpCircleOutline';
import { checkText, type GalleryCard } from './gallery-list.ts';

/** One template: its question first, then what it is and whether it works here. The whole card opens the preview. */
export function TemplateCard({
  card,
  isChecking,
  onOpen,
}: {
  readonly card: GalleryCard;
  readonly isChecking: boolean;
  readonly onOpen: () => void;
}) {
  const { template, check } = card;
  const { tone, text } = checkText(check);
  const { Icon, colour } = TONES[tone];
  const workloads = check?.workloads ?? 0;
  return (
    <ButtonBase
      data-card
      onClick={onOpen}
      sx={{
        typography: 'body1',
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'stretch',
        justifyContent: 'flex-start',
        textAlign: 'left',
        gap: 0.75,
        p: 2,
        minHeight: 148,
        bgcolor: 'background.paper',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: '6px',
        '&:hover': { borderColor: 'primary.main' },
      }}
    >
      <Box sx={{ typography: 'h3' }}>{template.title}</Box>
      <Box sx={{ color: 'text.secondary' }}>{template.question}</Box>
      <Box sx={{ flex: 1 }} />
      <Box sx={{ typography: 'body2', color: 'text.secondary' }}>
        {template.panels} panels
        {workloads > 0 ? `, fits ${workloads} ${workloads === 1 ? 'workload' : 'workloads'}` : ''}
      </Box>
      <Box
        sx={{
          display: 'flex',
          gap: 0.75,
          typography: 'body2',
          color: isChecking ? 'text.secondary' : colour,
          alignItems: 'flex-start',
        }}
      >
        {!isChecking && <Icon fontSize="small" sx={{ mt: '1px', flex: 'none' }} />}
        <Box sx={{ overflowWrap: 'anywhere' }}>{isChecking ? 'checking metrics…' : text}</Box>
      </Box>
    </ButtonBase>
  );
}

const TONES = {
  yes: { Icon: CheckCircle, colour: 'success.main' },
  partly: { Icon: Alert, colour: 'warning.main' },
  no: { Icon: CloseCircleOutline, colour: 'text.secondary' },
  unknown: { Icon: HelpCircleOutline, colour: 'text.secondary' },
} as const;
