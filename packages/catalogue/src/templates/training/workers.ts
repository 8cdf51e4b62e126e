import type { Group } from '../../document/dashboard.ts';
import { timeSeries } from '../../document/panel.ts';
import { promql } from '../../document/query.ts';
import {
  cpuPanel,
  cpuThrottlingPanel,
  gpuActivePanel,
  gpuClockPanel,
  gpuMemoryPanel,
  gpuPowerPanel,
  gpuTemperaturePanel,
  memoryOfLimitPanel,
  podVariables,
  tensorActivePanel,
} from '../pods.ts';
import { workerGpus, workers } from './selectors.ts';

/** Do the GPUs work, and all of them alike. */
export const gpusGroup: Group = {
  title: 'GPUs by worker',
  rows: [
    {
      height: 8,
      panels: [
        gpuActivePanel(podVariables),
        timeSeries({
          title: 'Straggler spread',
          description:
            'Busiest worker minus idlest, in points of GPU activity. Good: under 20%. Above 40% for 15 min: one worker is slow and all others wait for it.',
          unit: 'ratio',
          max: 1,
          limits: { high: [0.2, 0.4] },
          queries: [
            promql(
              `max(avg by (exported_pod) (DCGM_FI_PROF_GR_ENGINE_ACTIVE{${workerGpus}})) - min(avg by (exported_pod) (DCGM_FI_PROF_GR_ENGINE_ACTIVE{${workerGpus}}))`,
              'spread',
            ),
          ],
        }),
        tensorActivePanel(podVariables),
      ],
    },
    { height: 7, panels: [gpuMemoryPanel(podVariables), gpuPowerPanel(podVariables)] },
    {
      height: 7,
      panels: [
        gpuTemperaturePanel(podVariables),
        gpuClockPanel(podVariables),
        timeSeries({
          title: 'Throttled GPUs by worker',
          description:
            'GPUs that work (over 80%) while their clock was more than a quarter under its best of 6 h. Good: 0. The exporter has no throttle counters by default; this is inferred.',
          unit: 'gpus',
          bars: true,
          limits: { high: [1] },
          queries: [
            promql(
              `sum by (exported_pod) ((min_over_time(DCGM_FI_DEV_SM_CLOCK{${workerGpus}}[10m]) < bool 0.75 * max_over_time(DCGM_FI_DEV_SM_CLOCK{${workerGpus}}[6h])) * (DCGM_FI_DEV_GPU_UTIL{${workerGpus}} > bool 80))`,
              '{{exported_pod}}',
            ),
          ],
        }),
      ],
    },
  ],
};

/** Does data arrive in time: CPU, network, storage. */
export const inputGroup: Group = {
  title: 'Data loading, network and storage',
  rows: [
    {
      height: 7,
      panels: [
        cpuPanel(podVariables),
        timeSeries({
          title: 'CPU by owner (cores)',
          description:
            'Cores in use by what made the pods: job, set or Ray cluster. One owner above the others: its pods do the work of several, or a head node loads the data.',
          unit: 'cores',
          stacked: true,
          queries: [
            promql(
              `sum by (owner_kind, owner_name) (sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{${workers},container!=""}[$__rate_interval])) * on (namespace, pod) group_left (owner_kind, owner_name) max by (namespace, pod, owner_kind, owner_name) (kube_pod_owner{${workers},owner_is_controller="true"}))`,
              '{{owner_kind}} {{owner_name}}',
            ),
          ],
        }),
      ],
    },
    { height: 7, panels: [cpuThrottlingPanel(podVariables), memoryOfLimitPanel(podVariables)] },
    {
      height: 7,
      panels: [
        timeSeries({
          title: 'Network received by worker',
          description:
            'Gradients and data. All workers fall to 0 together while pods run: a stalled collective operation (NCCL).',
          unit: 'bytes/sec',
          queries: [
            promql(
              `sum by (pod) (rate(container_network_receive_bytes_total{${workers}}[$__rate_interval]))`,
              '{{pod}}',
            ),
          ],
        }),
        timeSeries({
          title: 'Written to disk by worker',
          description: 'Bursts are checkpoints. No bursts any more: the job does not save its work.',
          unit: 'bytes/sec',
          queries: [
            promql(
              `sum by (pod) (rate(container_fs_writes_bytes_total{${workers}}[$__rate_interval]))`,
              '{{pod}}',
            ),
          ],
        }),
        timeSeries({
          title: 'Volumes in use',
          description:
            'Used share of the volumes the workers mount. Good: under 85%. At 100% the next checkpoint fails and the job with it.',
          unit: 'ratio',
          max: 1,
          limits: { high: [0.85, 0.95] },
          queries: [
            promql(
              'max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes{namespace=~"$namespace"} / kubelet_volume_stats_capacity_bytes{namespace=~"$namespace"}) and on (namespace, persistentvolumeclaim) group by (namespace, persistentvolumeclaim) (' +
                `kube_pod_spec_volumes_persistentvolumeclaims_info{${workers}})`,
              '{{persistentvolumeclaim}}',
            ),
          ],
        }),
      ],
    },
  ],
};
