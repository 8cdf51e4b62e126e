import { useState } from 'react';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import DotsHorizontal from 'mdi-material-ui/DotsHorizontal';
import type { PanelAction, PanelActionEntry } from './panel-actions.ts';

/** What can be done with a panel, behind one button. */
export function PanelMenu({
  title,
  description,
  actions,
  onAction,
}: {
  readonly title: string;
  readonly description?: string | undefined;
  readonly actions: readonly PanelActionEntry[];
  readonly onAction: (action: PanelAction) => void;
}) {
  // The menu is there from its first opening to its end: thirty closed ones would cost as much as the panels.
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        size="small"
        aria-label={`Menu of ${title}`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={(event) => {
          setAnchor(event.currentTarget);
          setOpen(true);
        }}
        sx={SMALL_BUTTON}
      >
        <DotsHorizontal fontSize="small" />
      </IconButton>
      {anchor !== null && (
        <Menu
          anchorEl={anchor}
          open={isOpen}
          onClose={() => setOpen(false)}
          TransitionProps={{ onExited: () => setAnchor(null) }}
        >
          {description !== undefined && description !== '' && (
            <Box
              component="li"
              sx={{ px: 2, py: 1, maxWidth: 320, color: 'text.secondary', typography: 'body2' }}
            >
              {description}
            </Box>
          )}
          {actions.map((entry) => (
            <MenuItem
              key={entry.action}
              onClick={() => {
                setOpen(false);
                onAction(entry.action);
              }}
            >
              <Box sx={{ flex: 1, mr: 3 }}>{entry.label}</Box>
              {entry.key && (
                <Box component="kbd" sx={{ color: 'text.secondary' }}>
                  {entry.key}
                </Box>
              )}
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}

/** A button in the header of a panel. */
export const SMALL_BUTTON = {
  minWidth: 28,
  minHeight: 28,
  width: 28,
  height: 28,
  p: 0.5,
  '@media (pointer: coarse)': { minWidth: 36, minHeight: 36 },
} as const;
