import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router-dom';
import { CutText } from '../../components/CutText.tsx';

/** A page that could not be read: what happened, a way to retry, and a way on. */
export function PageProblem(props: {
  readonly title: string;
  readonly text: string;
  readonly onRetry?: () => void;
  readonly link?: { readonly to: string; readonly label: string };
}) {
  const { title, text, onRetry, link } = props;
  return (
    <Box
      role="alert"
      sx={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: 1.5, maxWidth: 640 }}
    >
      <Box component="h1" tabIndex={-1} sx={{ typography: 'h1', m: 0 }}>
        {title}
      </Box>
      <Box sx={{ overflowWrap: 'anywhere' }}>
        <CutText>{text}</CutText>
      </Box>
      {onRetry && (
        <Button variant="contained" onClick={onRetry}>
          Retry
        </Button>
      )}
      {link && (
        <Link component={RouterLink} to={link.to}>
          {link.label}
        </Link>
      )}
    </Box>
  );
}
