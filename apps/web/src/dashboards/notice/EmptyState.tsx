import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';

/** Why there is nothing here, and the one thing to do about it. */
export function EmptyState(props: {
  readonly sentence: string;
  readonly icon?: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  readonly children?: ReactNode;
}) {
  const { sentence, icon, action, children } = props;
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        gap: 1.5,
        py: 6,
        px: 2,
        textAlign: 'center',
        color: 'text.secondary',
        border: '1px dashed',
        borderColor: 'divider',
        borderRadius: '6px',
      }}
    >
      {icon}
      <Box sx={{ maxWidth: 560 }}>{sentence}</Box>
      {action && (
        <Button variant="contained" onClick={action.run}>
          {action.label}
        </Button>
      )}
      {children}
    </Box>
  );
}
