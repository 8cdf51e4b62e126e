import Box from '@mui/material/Box';
import { panelLabel, panelsOf } from '../../dashboards/documents/document-parts.ts';
import { own, type JsonObject } from '../../dashboards/documents/json.ts';
import { GRID_COLUMNS, panelGroups } from '../../dashboards/grid/panel-groups.ts';
import type { ComparedPanel } from './compared-panels.ts';
import { MarkLabel, markColour } from './MarkLabel.tsx';

/** Height of a grid row on the map, px: a panel two rows high still has room for its title. */
const ROW_PX = 10;
/** Height of a group's title with the space under it, px. */
const TITLE_PX = 20;
/** Space around the panels of a group and between groups, px. */
const GAP_PX = 8;

/** Height of a version's map, px. */
export function layoutMapHeight(document: JsonObject): number {
  const heights = panelGroups(document).map((group) => {
    const rows = Math.max(0, ...group.items.map((item) => item.y + item.h));
    const panelsPx = Math.max(24, rows * ROW_PX + Math.max(0, rows - 1) * 2 + GAP_PX);
    return panelsPx + (group.title === '' ? 0 : TITLE_PX);
  });
  return heights.reduce((sum, height) => sum + height, Math.max(0, heights.length - 1) * GAP_PX);
}

/** A version's groups and panels in small, with the marks of what happened to each. */
export function LayoutMap(props: {
  readonly document: JsonObject;
  readonly panels: readonly ComparedPanel[];
  readonly label: string;
  /** The other version's map stands beside this one and what follows has to line up. */
  readonly heightPx: number;
}) {
  const { document, panels, label, heightPx } = props;
  const marks = new Map(panels.map((panel) => [panel.key, panel]));
  return (
    <Box
      component="section"
      aria-label={label}
      sx={{ display: 'flex', flexDirection: 'column', gap: `${GAP_PX}px`, minHeight: heightPx }}
    >
      {panelGroups(document).map((group) => (
        <Box key={group.index}>
          {group.title !== '' && (
            <Box
              sx={{ typography: 'caption', color: 'text.secondary', height: 16, mb: 0.5, overflow: 'hidden' }}
            >
              {group.title}
            </Box>
          )}
          <Box
            component="ul"
            sx={{
              m: 0,
              p: 0.5,
              listStyle: 'none',
              bgcolor: 'background.code',
              borderRadius: '6px',
              display: 'grid',
              gap: '2px',
              gridTemplateColumns: `repeat(${GRID_COLUMNS}, minmax(0, 1fr))`,
              gridAutoRows: `${ROW_PX}px`,
              minHeight: 24,
            }}
          >
            {group.items.map((item) => {
              const panel = marks.get(item.panelKey);
              const title = panelLabel(item.panelKey, own(panelsOf(document), item.panelKey));
              const its = panel?.marks ?? [];
              return (
                <Box
                  component="li"
                  key={`${item.panelKey}:${item.x}:${item.y}`}
                  title={`${title}${panel?.words ? `: ${panel.words}` : ''}`}
                  sx={{
                    gridColumn: `${item.x + 1} / span ${item.w}`,
                    gridRow: `${item.y + 1} / span ${item.h}`,
                    display: 'flex',
                    alignItems: 'flex-start',
                    gap: 0.5,
                    minWidth: 0,
                    overflow: 'hidden',
                    px: 0.5,
                    typography: 'caption',
                    bgcolor: 'background.paper',
                    color: its.length === 0 ? 'text.secondary' : 'text.primary',
                    border: its.length === 0 ? '1px solid' : '2px solid',
                    borderColor: markColour(its),
                    borderRadius: '4px',
                  }}
                >
                  {its.map((mark) => (
                    <MarkLabel key={mark} mark={mark} isIconOnly />
                  ))}
                  <Box
                    component="span"
                    sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
                  >
                    {title}
                  </Box>
                </Box>
              );
            })}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
