import { StatusHistoryChart as upstream } from '@perses-dev/status-history-chart-plugin';
import { StatusHistoryPanel } from '../../charts/StatusHistoryPanel.tsx';

/** The upstream plugin (schema, editor, initial options) with the console's own drawing. */
export const StatusHistoryChart = { ...upstream, PanelComponent: StatusHistoryPanel, actions: [] };
