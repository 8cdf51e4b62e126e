import type { Group } from '../../document/dashboard.ts';
import { statusHistory, timeSeries, timeSeriesTable, word } from '../../document/panel.ts';
import { promql } from '../../document/query.ts';
import { card, cardName, gpus } from './selectors.ts';

/** Engine activity of each card. */
const active = `max by (${card}) (DCGM_FI_PROF_GR_ENGINE_ACTIVE{${gpus}})`;

/** Where the idle and the hot cards are. */
export const fleetHealthGroup: Group = {
  title: 'Card by card',
  rows: [
    {
      height: 9,
      panels: [
        statusHistory({
          title: 'Activity of each GPU',
          description:
            'One band per card. Vertical edges are jobs that start and end; a grey band is a card nobody uses; a gap is a card that stopped reporting.',
          mappings: [
            word(0, 'idle (to 5%)', 'neutral'),
            word(1, 'partly used', 'active'),
            word(2, 'busy (over 60%)', 'good'),
          ],
          queries: [promql(`(${active} > bool 0.05) + (${active} > bool 0.6)`, cardName)],
        }),
        statusHistory({
          title: 'XID errors of each GPU',
          description:
            'Last error code per card. 13 and 31: the program. 43, 45: the program was stopped. 48, 63, 64, 94, 95: memory. 74: NVLink. 79: the card is gone.',
          mappings: [
            word(0, 'none', 'good'),
            word(13, '13 program', 'warning'),
            word(31, '31 page fault', 'warning'),
            word(43, '43 stopped', 'warning'),
            word(48, '48 double-bit ECC', 'critical'),
            word(63, '63 row remapped', 'warning'),
            word(74, '74 NVLink', 'critical'),
            word(79, '79 off the bus', 'critical'),
            word(94, '94 contained ECC', 'critical'),
          ],
          queries: [promql(`max by (${card}) (DCGM_FI_DEV_XID_ERRORS{${gpus}})`, cardName)],
        }),
      ],
    },
    {
      height: 8,
      panels: [
        timeSeries({
          title: 'Temperature by GPU (°C)',
          description: 'Good: under 80 °C. One node above the others: fan or rack. From 85 °C clocks fall.',
          unit: 'celsius',
          limits: { high: [80, 85] },
          queries: [promql(`max by (${card}) (DCGM_FI_DEV_GPU_TEMP{${gpus}})`, cardName)],
        }),
        timeSeries({
          title: 'SM clock by GPU (MHz)',
          description:
            'Busy cards run near their maximum. A busy card far below: thermal or power throttling.',
          unit: 'megahertz',
          queries: [promql(`max by (${card}) (DCGM_FI_DEV_SM_CLOCK{${gpus}})`, cardName)],
        }),
        timeSeries({
          title: 'Power by GPU (W)',
          description: "About 70 W idle and up to the card's limit in training.",
          unit: 'watts',
          queries: [promql(`max by (${card}) (DCGM_FI_DEV_POWER_USAGE{${gpus}})`, cardName)],
        }),
      ],
    },
    {
      height: 7,
      panels: [
        timeSeries({
          title: 'PCIe retries in 1 h by GPU',
          description: 'Good: 0. Growth: a bad slot, riser or link.',
          unit: 'count',
          bars: true,
          queries: [
            promql(`max by (${card}) (increase(DCGM_FI_DEV_PCIE_REPLAY_COUNTER{${gpus}}[1h]))`, cardName),
          ],
        }),
        timeSeriesTable({
          title: 'Cards with memory faults',
          description:
            'Cards with uncorrectable remapped rows or a failed remap. Good: nothing here. A failed remap means: replace the card.',
          queries: [
            promql(`DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS{${gpus}} > 0`),
            promql(`DCGM_FI_DEV_ROW_REMAP_FAILURE{${gpus}} > 0`),
          ],
        }),
      ],
    },
  ],
};
