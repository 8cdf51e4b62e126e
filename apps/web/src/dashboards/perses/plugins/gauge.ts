import { GaugeChart as upstream } from '@perses-dev/gauge-chart-plugin';
import { GaugePanel } from '../../charts/GaugePanel.tsx';

/** The upstream plugin (schema, editor, initial options) with the console's own drawing. */
export const GaugeChart = { ...upstream, PanelComponent: GaugePanel, actions: [] };
