import { dashboard } from '../document/dashboard.ts';
import { labelValues } from '../document/variable.ts';
import { template } from '../template.ts';
import { fleetHealthGroup } from './gpu-fleet/health.ts';
import { fleetUseGroup, fleetVitalsGroup } from './gpu-fleet/use.ts';

/** Who holds the GPUs, are they at work, and is a card failing. */
export const gpuFleetTemplate = template({
  question: 'Who holds the GPUs, are they at work, and is a card failing?',
  group: 'gpu-fleet',
  kinds: [],
  runtime: null,
  variablesFor: (subject) => ({ namespace: subject.namespace }),
  document: dashboard({
    name: 'gpu-fleet',
    title: 'GPU fleet',
    description:
      'Allocation against real activity, idle cards with their holders, and the health of every card.',
    variables: [
      labelValues({
        name: 'model',
        title: 'GPU model',
        label: 'modelName',
        matchers: ['DCGM_FI_DEV_GPU_TEMP'],
      }),
      labelValues({
        name: 'namespace',
        title: 'Namespace',
        description: 'Namespaces that hold GPUs.',
        label: 'exported_namespace',
        matchers: ['DCGM_FI_DEV_GPU_TEMP{modelName=~"$model",exported_pod!=""}'],
      }),
    ],
    groups: [fleetVitalsGroup, fleetUseGroup, fleetHealthGroup],
    duration: '6h',
  }),
});
