import { metricsOf } from '../metric-entry.ts';

/** The default fields of dcgm-exporter; pod identity arrives in `exported_namespace` and `exported_pod`. */
export const dcgmMetrics = metricsOf(
  {
    namespaceLabel: 'exported_namespace',
    podLabel: 'exported_pod',
    scrapeIntervalMs: 30_000,
    source: 'NVIDIA/dcgm-exporter: etc/default-counters.csv',
  },
  [
    {
      name: 'DCGM_FI_DEV_SM_CLOCK',
      type: 'gauge',
      unit: 'megahertz',
      documentation: 'Clock of the streaming multiprocessors. A drop under load and heat is throttling.',
    },
    { name: 'DCGM_FI_DEV_MEM_CLOCK', type: 'gauge', unit: 'megahertz', documentation: 'Memory clock.' },
    {
      name: 'DCGM_FI_DEV_MEMORY_TEMP',
      type: 'gauge',
      unit: 'celsius',
      documentation: 'Memory temperature; values of 1e15 and more mean that the card does not report it.',
    },
    {
      name: 'DCGM_FI_DEV_GPU_TEMP',
      type: 'gauge',
      unit: 'celsius',
      documentation: 'GPU temperature. Above 85 °C clocks are lowered.',
    },
    { name: 'DCGM_FI_DEV_POWER_USAGE', type: 'gauge', unit: 'watts', documentation: 'Power draw.' },
    {
      name: 'DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION',
      type: 'counter',
      unit: 'millijoules',
      documentation: 'Energy since the driver was loaded.',
    },
    {
      name: 'DCGM_FI_DEV_PCIE_REPLAY_COUNTER',
      type: 'counter',
      unit: 'count',
      documentation: 'PCIe retries; growth hints at a bad link.',
    },
    {
      name: 'DCGM_FI_DEV_GPU_UTIL',
      type: 'gauge',
      unit: 'percent',
      documentation: 'Share of time with any kernel running; coarse. Prefer DCGM_FI_PROF_GR_ENGINE_ACTIVE.',
    },
    {
      name: 'DCGM_FI_DEV_MEM_COPY_UTIL',
      type: 'gauge',
      unit: 'percent',
      documentation: 'Memory copy utilisation.',
    },
    { name: 'DCGM_FI_DEV_ENC_UTIL', type: 'gauge', unit: 'percent', documentation: 'Encoder utilisation.' },
    { name: 'DCGM_FI_DEV_DEC_UTIL', type: 'gauge', unit: 'percent', documentation: 'Decoder utilisation.' },
    {
      name: 'DCGM_FI_DEV_XID_ERRORS',
      type: 'gauge',
      unit: 'count',
      aggregation: 'max',
      documentation: 'Code of the last XID error: 31 page fault, 79 fallen off the bus, 94 contained ECC.',
    },
    { name: 'DCGM_FI_DEV_FB_FREE', type: 'gauge', unit: 'mebibytes', documentation: 'Free GPU memory.' },
    { name: 'DCGM_FI_DEV_FB_USED', type: 'gauge', unit: 'mebibytes', documentation: 'Used GPU memory.' },
    {
      name: 'DCGM_FI_DEV_FB_RESERVED',
      type: 'gauge',
      unit: 'mebibytes',
      documentation: 'GPU memory that the driver keeps.',
    },
    {
      name: 'DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS',
      type: 'counter',
      unit: 'count',
      documentation: 'Memory rows remapped for uncorrectable errors.',
    },
    {
      name: 'DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS',
      type: 'counter',
      unit: 'count',
      documentation: 'Memory rows remapped for correctable errors.',
    },
    {
      name: 'DCGM_FI_DEV_ROW_REMAP_FAILURE',
      type: 'gauge',
      unit: 'boolean',
      documentation: '1 when remapping a row failed: replace the card.',
    },
    {
      name: 'DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL',
      type: 'counter',
      unit: 'count',
      documentation: 'NVLink traffic over all lanes.',
    },
    {
      name: 'DCGM_FI_DEV_VGPU_LICENSE_STATUS',
      type: 'gauge',
      unit: 'boolean',
      documentation: 'vGPU licence status.',
    },
    {
      name: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
      type: 'gauge',
      unit: 'ratio',
      documentation: 'Share of time the graphics or compute engine was active: the honest utilisation.',
    },
    {
      name: 'DCGM_FI_PROF_PIPE_TENSOR_ACTIVE',
      type: 'gauge',
      unit: 'ratio',
      documentation: 'Share of cycles the tensor cores were active.',
    },
    {
      name: 'DCGM_FI_PROF_DRAM_ACTIVE',
      type: 'gauge',
      unit: 'ratio',
      documentation: 'Share of cycles the memory interface was active.',
    },
    {
      name: 'DCGM_FI_PROF_PCIE_TX_BYTES',
      type: 'gauge',
      unit: 'bytes/sec',
      documentation: 'PCIe traffic sent.',
    },
    {
      name: 'DCGM_FI_PROF_PCIE_RX_BYTES',
      type: 'gauge',
      unit: 'bytes/sec',
      documentation: 'PCIe traffic received.',
    },
  ],
);
