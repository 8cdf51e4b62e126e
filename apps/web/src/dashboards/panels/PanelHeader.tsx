import { memo } from 'react';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import AlertOutline from 'mdi-material-ui/AlertOutline';
import InformationOutline from 'mdi-material-ui/InformationOutline';
import OpenInNew from 'mdi-material-ui/OpenInNew';
import { PanelMenu, SMALL_BUTTON } from './PanelMenu.tsx';
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
      <PanelMenu title={title} description={description} actions={actions} onAction={onAction} />
    </PanelTitle>
  );
});

/** In a narrow panel the title needs the room: the description is in the menu as well. */
const WIDE_ONLY = { '@container (max-width: 260px)': { display: 'none' } } as const;
