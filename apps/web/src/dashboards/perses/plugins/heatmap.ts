import { HeatMapChart as upstream } from '@perses-dev/heatmap-chart-plugin';
import { HeatmapPanel } from '../../charts/HeatmapPanel.tsx';

/** The upstream plugin (schema, editor, initial options) with the console's own drawing. */
export const HeatMapChart = { ...upstream, PanelComponent: HeatmapPanel, actions: [] };
