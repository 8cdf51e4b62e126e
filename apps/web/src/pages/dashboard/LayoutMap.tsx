import Box from '@mui/material/Box';
import { panelLabel, panelsOf } from '../../dashboards/documents/document-parts.ts';
import { own, type JsonObject } from '../../dashboards/documents/json.ts';
import { GRID_COLUMNS, panelGroups } from '../../dashboards/grid/panel-groups.ts';
import type { ComparedPanel } from './compared-panels.ts';
import { MarkLabel, markColour } from './MarkLabel.tsx';

/** Height of a grid row on the map, px: a panel two rows high still has room for its title. */
const ROW_PX = 10;

/** A version's groups and panels in small, with the marks of what happened to each. */
export function LayoutMap(props: {
  readonly document: JsonObject;
  readonly panels: readonly ComparedPanel[];
  readonly label: string;
}) {
  const { document, panels, label } = props;
  const marks = new Map(panels.map((panel) => [panel.key, panel]));
  return (
    <Box component="section" aria-label={label} sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
      {panelGroups(document).map((group) => (
        <Box key={group.index}>
          {group.title !== '' && (
            <Box sx={{ typography: 'caption', color: 'text.secondary', mb: 0.5 }}>{group.title}</Box>
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
