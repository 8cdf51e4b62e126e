import { dashboard } from '../document/dashboard.ts';
import { allValues, labelValues } from '../document/variable.ts';
import { template } from '../template.ts';
import { gpuGroup } from './vllm/gpu.ts';
import { latencyGroup } from './vllm/latency.ts';
import { loadGroup } from './vllm/load.ts';
import { memoryGroup } from './vllm/memory.ts';
import { replicasGroup } from './vllm/replicas.ts';
import { routingGroup } from './vllm/routing.ts';
import { vitalsGroup } from './vllm/vitals.ts';

/** Is my LLM fast, is it healthy, and what limits it: the order of llm-d's decision tree. */
export const vllmTemplate = template({
  question: 'Is my LLM fast and healthy, and what limits it?',
  group: 'llm-serving',
  kinds: ['InferenceService', 'LLMInferenceService'],
  runtime: 'vllm',
  variablesFor: (subject) => ({
    namespace: subject.namespace,
    model_name: subject.name,
    pod: subject.pods.length > 0 ? subject.pods : allValues,
  }),
  document: dashboard({
    name: 'vllm',
    title: 'vLLM model server',
    description:
      'Latency, load, memory and GPUs of vLLM engines. Read from the top: is it slow, is it the queue or the engine, is it memory, is it one replica.',
    variables: [
      labelValues({
        name: 'namespace',
        title: 'Namespace',
        label: 'namespace',
        matchers: ['vllm:num_requests_running'],
      }),
      labelValues({
        name: 'model_name',
        title: 'Model',
        label: 'model_name',
        matchers: ['vllm:num_requests_running{namespace=~"$namespace"}'],
      }),
      labelValues({
        name: 'pod',
        title: 'Replica',
        description: 'Pods that serve the chosen models.',
        label: 'pod',
        matchers: ['vllm:num_requests_running{namespace=~"$namespace",model_name=~"$model_name"}'],
      }),
    ],
    groups: [vitalsGroup, latencyGroup, loadGroup, memoryGroup, gpuGroup, replicasGroup, routingGroup],
  }),
});
