import { BarChart as upstream } from '@perses-dev/bar-chart-plugin';
import { BarPanel } from '../../charts/BarPanel.tsx';

/** The upstream plugin (schema, editor, initial options) with the console's own drawing. */
export const BarChart = { ...upstream, PanelComponent: BarPanel, actions: [] };
