import { memo, useState } from 'react';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import AlertOutline from 'mdi-material-ui/AlertOutline';
import DotsHorizontal from 'mdi-material-ui/DotsHorizontal';
import InformationOutline from 'mdi-material-ui/InformationOutline';
import OpenInNew from 'mdi-material-ui/OpenInNew';
import { PanelTitle } from './PanelTitle.tsx';
import styles from './PanelTitle.module.css';
import { AgeBadge } from './AgeBadge.tsx';
import type { PanelAction, PanelActionEntry } from './panel-actions.ts';

/** Title with unit, description, links, notices, age and the menu; everything is in the tab order and visible without hover. */
export const PanelHeader = memo(function PanelHeader(props: {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly links: readonly { readonly name: string; readonly url: string; readonly isOutside: boolean }[];
  readonly notice: string | undefined;
  readonly newestMs: number | undefined;
  readonly stepMs: number;
  readonly actions: readonly PanelActionEntry[];
  readonly onAction: (action: PanelAction) => void;
}) {
  const { id, title, description, links, notice, newestMs, stepMs, actions, onAction } = props;
  // The menu is there from its first opening to its end: thirty closed ones would cost as much as the panels.
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <PanelTitle id={id} title={title}>
      {description !== undefined && description !== '' && (
        <Tooltip title={description} enterTouchDelay={0} leaveTouchDelay={8000}>
          <IconButton
            size="small"
            aria-label={`Description: ${description}`}
            sx={{ ...SMALL_BUTTON, ...WIDE_ONLY }}
          >
            <InformationOutline fontSize="small" />
          </IconButton>
        </Tooltip>
      )}
      {links.map((link) => (
        <Tooltip key={link.url} title={link.name}>
          <IconButton
            size="small"
            component="a"
            href={link.url}
            aria-label={link.name}
            {...(link.isOutside ? { target: '_blank', rel: 'noreferrer noopener' } : {})}
            sx={SMALL_BUTTON}
          >
            <OpenInNew fontSize="small" />
          </IconButton>
        </Tooltip>
      ))}
      <span className={styles['space']} />
      {notice !== undefined && (
        <Tooltip title={notice}>
          <Box component="span" sx={{ display: 'inline-flex', color: 'warning.main' }}>
            <AlertOutline fontSize="small" titleAccess={notice} />
          </Box>
        </Tooltip>
      )}
      <AgeBadge newestMs={newestMs} stepMs={stepMs} />
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
    </PanelTitle>
  );
});

/** In a narrow panel the title needs the room: the description is in the menu as well. */
const WIDE_ONLY = { '@container (max-width: 260px)': { display: 'none' } } as const;

const SMALL_BUTTON = {
  minWidth: 28,
  minHeight: 28,
  width: 28,
  height: 28,
  p: 0.5,
  '@media (pointer: coarse)': { minWidth: 36, minHeight: 36 },
} as const;
