import { memo, useMemo, useRef, useState, useEffect, type ReactNode } from 'react';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import ChevronDown from 'mdi-material-ui/ChevronDown';
import ChevronRight from 'mdi-material-ui/ChevronRight';
import { VariableContext, useReplaceVariablesInString, useVariableValues } from '@perses-dev/plugin-system';
import { isPanelDefinition } from '../documents/dashboard-document.ts';
import { jsonObject, own, type JsonObject } from '../documents/json.ts';
import { PanelCard, type PanelSurroundings } from '../panels/PanelCard.tsx';
import { createPanelProgress, PanelProgressContext } from '../panels/panel-progress.ts';
import { UnknownKind } from '../panels/UnknownKind.tsx';
import { GRID_COLUMNS, panelGroups, type GridItem, type PanelGroup } from './panel-groups.ts';

const ROW_PX = 30;
const GAP_PX = 10;
/** Below this width one column, below the next two. */
const ONE_COLUMN_BELOW = 600;
const TWO_COLUMNS_BELOW = 960;

/** The panels of a dashboard in view mode: the stored grid on wide windows, one or two columns on narrow ones. */
export const DashboardGrid = memo(function DashboardGrid(props: {
  readonly document: JsonObject;
  /** Key of the panel in full view; undefined = all panels. */
  readonly focus: string | undefined;
  /** Indexes of groups that are shown the other way round than stored. */
  readonly folded: ReadonlySet<number>;
  readonly onFold: (index: number) => void;
  readonly surroundings: PanelSurroundings;
}) {
  const { document, focus, folded, onFold, surroundings } = props;
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const [progress] = useState(createPanelProgress);
  const groups = useMemo(() => panelGroups(document), [document]);
  const panels = jsonObject(jsonObject(document['spec'])['panels']);
  const panel = (key: string, cellWidth: number): ReactNode => {
    const definition = own(panels, key);
    if (!isPanelDefinition(definition)) {
      return (
        <Box
          sx={{
            height: '100%',
            pt: 1,
            bgcolor: 'background.paper',
            border: '1px solid',
            borderColor: 'divider',
            borderRadius: '6px',
          }}
        >
          <UnknownKind kind={key} document={jsonObject(definition)} />
        </Box>
      );
    }
    return <PanelCard panelKey={key} definition={definition} width={cellWidth} surroundings={surroundings} />;
  };
  const isFocused = focus !== undefined;
  // One box in both forms: its width is observed from its first moment on.
  return (
    <PanelProgressContext.Provider value={progress}>
      <Box
        ref={host}
        sx={
          isFocused
            ? { height: 'max(360px, calc(100dvh - 230px))' }
            : { display: 'flex', flexDirection: 'column', gap: 1 }
        }
      >
        {width > 0 && isFocused && panel(focus, width)}
        {width > 0 &&
          !isFocused &&
          groups.map((group) => (
            <Repeated key={group.index} variable={group.repeatVariable}>
              <Group
                group={group}
                width={width}
                isOpen={group.isOpen !== folded.has(group.index)}
                onFold={() => onFold(group.index)}
                panel={panel}
              />
            </Repeated>
          ))}
      </Box>
    </PanelProgressContext.Provider>
  );
});

function Group(props: {
  readonly group: PanelGroup;
  readonly width: number;
  readonly isOpen: boolean;
  readonly onFold: () => void;
  readonly panel: (key: string, width: number) => ReactNode;
}) {
  const { group, width, isOpen, onFold, panel } = props;
  const title = useReplaceVariablesInString(group.title) ?? group.title;
  return (
    <Box component="section" aria-label={title === '' ? undefined : title}>
      {title !== '' && (
        <Box component="h2" sx={{ m: 0, mb: 0.5 }}>
          {group.isCollapsible ? (
            <ButtonBase
              aria-expanded={isOpen}
              onClick={onFold}
              sx={{ typography: 'h2', minHeight: 32, gap: 0.5, pr: 1, borderRadius: 1 }}
            >
              {isOpen ? <ChevronDown /> : <ChevronRight />}
              {title}
              {!isOpen && (
                <Box component="span" sx={{ typography: 'body2', color: 'text.secondary', ml: 1 }}>
                  {group.items.length} {group.items.length === 1 ? 'panel' : 'panels'}
                </Box>
              )}
            </ButtonBase>
          ) : (
            <Box component="span" sx={{ typography: 'h2', display: 'block', py: 0.5 }}>
              {title}
            </Box>
          )}
        </Box>
      )}
      {isOpen && (
        <Box sx={gridStyle(width)}>
          {group.items.map((item, index) => (
            <Box key={`${item.panelKey}:${index}`} sx={{ minWidth: 0, ...cellStyle(item, width) }}>
              {panel(item.panelKey, cellWidth(item, width))}
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}

/** The group once per value of its variable, each with that value alone; once as it is when there is none. */
function Repeated({
  variable,
  children,
}: {
  readonly variable: string | undefined;
  readonly children: ReactNode;
}) {
  const state = useVariableValues();
  const value = variable === undefined ? undefined : state[variable]?.value;
  if (variable === undefined || !Array.isArray(value) || value.length === 0) return <>{children}</>;
  return (
    <>
      {value.map((one) => (
        <VariableContext.Provider
          key={one}
          value={{ state: { ...state, [variable]: { value: one, loading: false } } }}
        >
          {children}
        </VariableContext.Provider>
      ))}
    </>
  );
}

function gridStyle(width: number) {
  if (width < ONE_COLUMN_BELOW)
    return { display: 'grid', gap: `${GAP_PX}px`, gridTemplateColumns: 'minmax(0, 1fr)' };
  if (width < TWO_COLUMNS_BELOW)
    return {
      display: 'grid',
      gap: `${GAP_PX}px`,
      gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      gridAutoFlow: 'dense',
    };
  return {
    display: 'grid',
    gap: `${GAP_PX}px`,
    gridTemplateColumns: `repeat(${GRID_COLUMNS}, minmax(0, 1fr))`,
    gridAutoRows: `${ROW_PX}px`,
  };
}

function cellStyle(item: GridItem, width: number) {
  const height = item.h * ROW_PX + (item.h - 1) * GAP_PX;
  if (width < ONE_COLUMN_BELOW) return { height: item.h <= 4 ? Math.max(96, height) : 220 };
  if (width < TWO_COLUMNS_BELOW)
    return { height: Math.max(96, height), gridColumn: item.w > GRID_COLUMNS / 2 ? 'span 2' : 'span 1' };
  return { gridColumn: `${item.x + 1} / span ${item.w}`, gridRow: `${item.y + 1} / span ${item.h}` };
}

function cellWidth(item: GridItem, width: number): number {
  if (width < ONE_COLUMN_BELOW) return width;
  if (width < TWO_COLUMNS_BELOW) return item.w > GRID_COLUMNS / 2 ? width : (width - GAP_PX) / 2;
  return (item.w / GRID_COLUMNS) * (width + GAP_PX) - GAP_PX;
}

function useWidth(host: React.RefObject<HTMLElement>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [host]);
  return width;
}
