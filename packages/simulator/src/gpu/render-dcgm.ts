import { uidOf } from '../cluster/identity.ts';
import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { CounterReader } from '../model/counter-entity.ts';
import { uniform } from '../model/noise.ts';
import { createGpuCounters, gpuSlots } from './gpu-counters.ts';
import { GPU_MEMORY_MIB, GPU_RESERVED_MIB, type Gpu, type GpuState } from './gpu-state.ts';

type Field = readonly [
  name: string,
  type: 'gauge' | 'counter',
  help: string,
  value: (state: GpuState, gpu: Gpu, tick: number, counters: Float64Array) => number,
];

/** dcgm-exporter's default counters, in the order of its file. */
export const dcgmFields: readonly Field[] = [
  ['DCGM_FI_DEV_SM_CLOCK', 'gauge', 'SM clock frequency (in MHz).', (state) => state.smClock],
  ['DCGM_FI_DEV_MEM_CLOCK', 'gauge', 'Memory clock frequency (in MHz).', () => 2619],
  ['DCGM_FI_DEV_MEMORY_TEMP', 'gauge', 'Memory temperature (in C).', (state) => state.memoryTemperature],
  ['DCGM_FI_DEV_GPU_TEMP', 'gauge', 'GPU temperature (in C).', (state) => state.temperature],
  [
    'DCGM_FI_DEV_POWER_USAGE',
    'gauge',
    'Power draw (in W).',
    (state) => Math.round(state.powerWatts * 1000) / 1000,
  ],
  [
    'DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION',
    'counter',
    'Total energy consumption since boot (in mJ).',
    (_s, _g, _t, counters) => counters[gpuSlots.energy] ?? 0,
  ],
  [
    'DCGM_FI_DEV_PCIE_REPLAY_COUNTER',
    'counter',
    'Total number of PCIe retries.',
    (_s, _g, _t, counters) => counters[gpuSlots.replays] ?? 0,
  ],
  ['DCGM_FI_DEV_GPU_UTIL', 'gauge', 'GPU utilization (in %).', (state) => state.utilisation],
  [
    'DCGM_FI_DEV_MEM_COPY_UTIL',
    'gauge',
    'Memory utilization (in %).',
    (state) => Math.round(state.load.dram * 100),
  ],
  ['DCGM_FI_DEV_ENC_UTIL', 'gauge', 'Encoder utilization (in %).', () => 0],
  ['DCGM_FI_DEV_DEC_UTIL', 'gauge', 'Decoder utilization (in %).', () => 0],
  ['DCGM_FI_DEV_XID_ERRORS', 'gauge', 'Value of the last XID error encountered.', () => 0],
  [
    'DCGM_FI_DEV_FB_FREE',
    'gauge',
    'Framebuffer memory free (in MiB).',
    (state) => GPU_MEMORY_MIB - GPU_RESERVED_MIB - Math.round(state.load.memoryMiB),
  ],
  [
    'DCGM_FI_DEV_FB_USED',
    'gauge',
    'Framebuffer memory used (in MiB).',
    (state) => Math.round(state.load.memoryMiB),
  ],
  ['DCGM_FI_DEV_FB_RESERVED', 'gauge', 'Framebuffer memory reserved (in MiB).', () => GPU_RESERVED_MIB],
  [
    'DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL',
    'counter',
    'Total number of NVLink bandwidth counters for all lanes.',
    (_s, _g, _t, counters) => counters[gpuSlots.nvlink] ?? 0,
  ],
  ['DCGM_FI_DEV_VGPU_LICENSE_STATUS', 'gauge', 'vGPU License status', () => 0],
  [
    'DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS',
    'counter',
    'Number of remapped rows for uncorrectable errors',
    () => 0,
  ],
  [
    'DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS',
    'counter',
    'Number of remapped rows for correctable errors',
    () => 0,
  ],
  ['DCGM_FI_DEV_ROW_REMAP_FAILURE', 'gauge', 'Whether remapping of rows has failed', () => 0],
  [
    'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
    'gauge',
    'Ratio of time the graphics engine is active.',
    (state) => round(state.load.active),
  ],
  [
    'DCGM_FI_PROF_PIPE_TENSOR_ACTIVE',
    'gauge',
    'Ratio of cycles the tensor (HMMA) pipe is active.',
    (state) => round(state.load.tensor),
  ],
  [
    'DCGM_FI_PROF_DRAM_ACTIVE',
    'gauge',
    'Ratio of cycles the device memory interface is active sending or receiving data.',
    (state) => round(state.load.dram),
  ],
  [
    'DCGM_FI_PROF_PCIE_TX_BYTES',
    'gauge',
    'The rate of data transmitted over the PCIe bus - including both protocol headers and data payloads - in bytes per second.',
    (state, gpu, tick) => Math.round(state.load.pcieBytes * (0.9 + 0.2 * uniform(gpu.seed, tick, 11))),
  ],
  [
    'DCGM_FI_PROF_PCIE_RX_BYTES',
    'gauge',
    'The rate of data received over the PCIe bus - including both protocol headers and data payloads - in bytes per second.',
    (state, gpu, tick) => Math.round(state.load.pcieBytes * 1.4 * (0.9 + 0.2 * uniform(gpu.seed, tick, 12))),
  ],
];

/** Creates the function that writes a node's dcgm-exporter answer. */
export function createDcgmRenderer(
  seed: number,
  node: string,
  gpus: readonly Gpu[],
  bootTick: number,
): (tick: number, counters: CounterReader, out: SampleWriter) => void {
  const cards = gpus.map((gpu) => ({
    gpu,
    entity: createGpuCounters(gpu),
    labels: cardLabels(seed, node, gpu),
  }));
  return (tick, counters, out) => {
    const now = cards.map(({ gpu, entity, labels }) => {
      const state = gpu.at(tick);
      return { gpu, state, counters: counters.read(entity, bootTick, tick), labels: labels(state) };
    });
    for (const [name, type, help, value] of dcgmFields) {
      out.family(name, type, help);
      for (const card of now) out.sample(name, card.labels, value(card.state, card.gpu, tick, card.counters));
    }
  };
}

/** dcgm-exporter adds pod, namespace and container of whoever holds the GPU. */
function cardLabels(seed: number, node: string, gpu: Gpu): (state: GpuState) => string {
  const { index } = gpu.slot;
  const card = labelText({
    gpu: String(index),
    UUID: `GPU-${uidOf(seed, `gpu/${node}/${index}`)}`,
    pci_bus_id: `00000000:${(0x1b + index * 0x10).toString(16).toUpperCase()}:00.0`,
    device: `nvidia${index}`,
    modelName: 'NVIDIA H100 80GB HBM3',
    Hostname: node,
    DCGM_FI_DRIVER_VERSION: '570.148.08',
  });
  let lastPod: string | undefined;
  let lastLabels = card;
  return (state) => {
    const uid = state.pod?.plan.uid;
    if (uid === lastPod) return lastLabels;
    lastPod = uid;
    lastLabels = card;
    if (state.pod !== null) {
      const { name, namespace, containers } = state.pod.plan;
      lastLabels = `${card},${labelText({ container: containers[0]?.name ?? '', namespace, pod: name })}`;
    }
    return lastLabels;
  };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
