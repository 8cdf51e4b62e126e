import type { Group } from '../../document/dashboard.ts';
import {
  gpuActivePanel,
  gpuMemoryPanel,
  gpuPowerPanel,
  gpuTemperaturePanel,
  podVariables,
  tensorActivePanel,
} from '../pods.ts';

/** What the cards behind the replicas do. */
export const gpuGroup: Group = {
  title: 'GPU by replica',
  rows: [
    {
      height: 8,
      panels: [gpuActivePanel(podVariables), tensorActivePanel(podVariables), gpuMemoryPanel(podVariables)],
    },
    { height: 7, panels: [gpuTemperaturePanel(podVariables), gpuPowerPanel(podVariables)] },
  ],
};
