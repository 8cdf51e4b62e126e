import { StatChart as upstream } from '@perses-dev/stat-chart-plugin';
import { StatPanel } from '../../charts/StatPanel.tsx';

/** The upstream plugin (schema, editor, initial options) with the console's own drawing. */
export const StatChart = { ...upstream, PanelComponent: StatPanel, actions: [] };
