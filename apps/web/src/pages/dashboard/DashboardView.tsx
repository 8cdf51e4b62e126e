import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ArrowLeft from 'mdi-material-ui/ArrowLeft';
import { ColourSlotsContext } from '../../dashboards/charts/slots-context.ts';
import { createColourSlots } from '../../dashboards/charts/colour-slots.ts';
import { createCrosshair, CrosshairContext } from '../../dashboards/charts/crosshair.ts';
import {
  isDashboardResource,
  withListsPresent,
  type StoredDashboard,
} from '../../dashboards/documents/dashboard-document.ts';
import { jsonObject } from '../../dashboards/documents/json.ts';
import { DashboardGrid } from '../../dashboards/grid/DashboardGrid.tsx';
import { panelGroups } from '../../dashboards/grid/panel-groups.ts';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import { useToast } from '../../components/Toasts.tsx';
import { DashboardContexts } from '../../dashboards/perses/DashboardContexts.tsx';
import { SettledVariables } from '../../dashboards/variables/SettledVariables.tsx';
import { VariableBar } from '../../dashboards/variables/VariableBar.tsx';
import type { PanelSurroundings } from '../../dashboards/panels/PanelCard.tsx';
import { categorical } from '../../theme/tokens.ts';
import { useChangeUrl, useKeptSearch, useUrlState } from '../../time/use-url-state.ts';
import { exploreSearch } from '../explore/explore-url.ts';

/** A dashboard to look at: variables, groups and panels, one crosshair and one colour memory for all of them. */
export function DashboardView({
  dashboard,
  isEphemeral = false,
  canEdit,
  onEdit,
}: {
  readonly dashboard: StoredDashboard;
  /** True for a preview that expires. */
  readonly isEphemeral?: boolean;
  readonly canEdit: boolean;
  readonly onEdit: () => void;
}) {
  const document = useMemo(() => withListsPresent(dashboard.document), [dashboard.document]);
  const [focus] = useUrlState('focus');
  const [fold, setFold] = useUrlState('fold');
  const change = useChangeUrl();
  const navigate = useNavigate();
  const kept = useKeptSearch();
  const toast = useToast();
  const [crosshair] = useState(() => createCrosshair((callback) => requestAnimationFrame(callback)));
  const [slots] = useState(() => createColourSlots(categorical.light.length));
  const folded = useMemo((): ReadonlySet<number> => foldedGroups(fold), [fold]);
  const panels = jsonObject(jsonObject(document['spec'])['panels']);
  const order = useMemo(
    () => panelGroups(document).flatMap((group) => group.items.map((item) => item.panelKey)),
    [document],
  );
  const focused = focus !== '' && Object.hasOwn(panels, focus) ? focus : undefined;

  const onFold = useCallback(
    (index: number) => {
      setFold((now) => {
        const next = foldedGroups(now);
        if (!next.delete(index)) next.add(index);
        return [...next].toSorted((a, b) => a - b).join(',');
      });
    },
    [setFold],
  );
  const onFocus = useCallback(
    (panelKey: string | undefined) => change({ focus: panelKey ?? null }, { push: true }),
    [change],
  );
  const isFocused = focused !== undefined;
  // One object while nothing of it changes: the URL changes several times while variables get their values.
  const surroundings = useMemo(
    (): PanelSurroundings => ({
      isFocused,
      canEdit,
      onFocus,
      onEdit,
      onExplore: (queries) => navigate(`/explore${exploreSearch(kept, queries)}`),
      onCopyLink: (panelKey) => {
        const url = new URL(window.location.href);
        url.searchParams.set('focus', panelKey);
        navigator.clipboard.writeText(url.href).then(
          () => toast({ text: 'Link to the panel copied.' }),
          () =>
            toast({
              text: 'The browser does not allow copying here. Copy the address bar instead.',
              tone: 'failed',
            }),
        );
      },
    }),
    [isFocused, canEdit, onFocus, onEdit, navigate, kept, toast],
  );

  if (!isDashboardResource(document)) {
    return (
      <EmptyState sentence="This document cannot be drawn: a panel has no plugin, or a group no items. The JSON tab shows it." />
    );
  }
  const neighbour = (by: -1 | 1) => {
    const at = focused === undefined ? -1 : order.indexOf(focused);
    return order[(at + by + order.length) % order.length];
  };
  return (
    <DashboardContexts
      resource={document}
      project={dashboard.project}
      isStored={!isEphemeral}
      isEphemeral={isEphemeral}
      isEditing={false}
    >
      <CrosshairContext.Provider value={crosshair}>
        <ColourSlotsContext.Provider value={slots}>
          {focused !== undefined && (
            <Box sx={{ display: 'flex', gap: 1, mb: 1, alignItems: 'center', flexWrap: 'wrap' }}>
              <Button startIcon={<ArrowLeft fontSize="small" />} onClick={() => onFocus(undefined)}>
                All panels
              </Button>
              <Button variant="outlined" onClick={() => onFocus(neighbour(-1))}>
                Previous panel
              </Button>
              <Button variant="outlined" onClick={() => onFocus(neighbour(1))}>
                Next panel
              </Button>
            </Box>
          )}
          <VariableBar />
          {order.length === 0 ? (
            <EmptyState
              sentence={`${dashboard.title} has no panels yet.`}
              action={canEdit ? { label: 'Edit dashboard', run: onEdit } : undefined}
            />
          ) : (
            <SettledVariables>
              <DashboardGrid
                document={document}
                focus={focused}
                folded={folded}
                onFold={onFold}
                surroundings={surroundings}
              />
            </SettledVariables>
          )}
        </ColourSlotsContext.Provider>
      </CrosshairContext.Provider>
    </DashboardContexts>
  );
}

/** The groups that the URL's `fold` names. */
function foldedGroups(fold: string): Set<number> {
  return new Set(fold.split(',').filter(Boolean).map(Number));
}
