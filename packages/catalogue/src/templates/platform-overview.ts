import { dashboard } from '../document/dashboard.ts';
import { labelValues } from '../document/variable.ts';
import { template } from '../template.ts';
import { platformHealthGroup, platformUseGroup, platformVitalsGroup } from './platform/health.ts';
import { monitoringGroup } from './platform/monitoring.ts';

/** Is the platform healthy, and what is it used for. */
export const platformOverviewTemplate = template({
  question: 'Is the platform healthy, and what is it used for?',
  group: 'platform',
  kinds: [],
  runtime: null,
  variablesFor: (subject) => ({ namespace: subject.namespace }),
  document: dashboard({
    name: 'platform-overview',
    title: 'Platform overview',
    description:
      'Nodes, GPUs, models, jobs and notebooks of the whole platform on one page, and the monitoring behind it.',
    variables: [
      labelValues({ name: 'namespace', title: 'Namespace', label: 'namespace', matchers: ['kube_pod_info'] }),
    ],
    groups: [platformVitalsGroup, platformHealthGroup, platformUseGroup, monitoringGroup],
  }),
});
