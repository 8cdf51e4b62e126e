import { rateOf } from '../../document/query.ts';
import { podVariables } from '../pods.ts';

/** Engine series of the chosen namespace, models and replicas. */
export const engine = 'namespace=~"$namespace",model_name=~"$model_name",pod=~"$pod"';

/** Series of the chosen replicas that carry no model label. */
export const enginePods = podVariables.kube;

/** Scheduler series of the chosen namespace and models. */
export const scheduler = 'namespace=~"$namespace",model_name=~"$model_name"';

/** Requests to the chosen models at the ingress gateway, which names them by service. */
export const gateway =
  'llm_isvc_gateway="true",destination_service_namespace=~"$namespace",destination_canonical_service=~"$model_name"';

/** Finished requests per second. */
export const finishedAll = `sum(${rateOf('vllm:request_success_total', engine)})`;

/** Requests per second that finished for one of the reasons in a regular expression. */
export function finished(reasons: string): string {
  return `sum(${rateOf('vllm:request_success_total', `${engine},finished_reason=~"${reasons}"`)})`;
}
