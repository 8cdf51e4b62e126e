import { describe, expect, it } from 'vitest';
import { identify } from './identify.ts';
import { testPod } from './testing/pod.ts';

describe('identify', () => {
  it.each([
    [{ label_serving_kserve_io_inferenceservice: 'llama-8b' }, 'InferenceService', 'llama-8b'],
    [
      { label_app_kubernetes_io_part_of: 'llminferenceservice', label_app_kubernetes_io_name: 'qwen' },
      'LLMInferenceService',
      'qwen',
    ],
    [{ label_notebook_name: 'lab' }, 'Notebook', 'lab'],
    [{ label_ray_io_cluster: 'search' }, 'RayCluster', 'search'],
    [
      {
        label_ray_io_cluster: 'sweep-abc',
        label_ray_io_originated_from_crd: 'RayJob',
        label_ray_io_originated_from_cr_name: 'sweep',
      },
      'RayJob',
      'sweep',
    ],
    [{ label_training_kubeflow_org_job_name: 'vit' }, 'PyTorchJob', 'vit'],
    [{ label_jobset_sigs_k8s_io_jobset_name: 'bert' }, 'TrainJob', 'bert'],
  ])('reads labels %o', (labels, kind, name) => {
    expect(identify(testPod({ pod: 'x', labels }), false)).toEqual({ kind, namespace: 'llm-prod', name });
  });

  it.each([
    ['llama-8b-predictor-7d9f8c6b5d-abcde', 'InferenceService', 'llama-8b'],
    ['qwen-kserve-6c9d-abcde', 'LLMInferenceService', 'qwen'],
    ['qwen-kserve-prefill-6c9d-abcde', 'LLMInferenceService', 'qwen'],
    ['vit-detector-worker-0', 'PyTorchJob', 'vit-detector'],
    ['vit-detector-master-0', 'PyTorchJob', 'vit-detector'],
    ['bert-ft-node-0-1-x2x4z', 'TrainJob', 'bert-ft'],
  ])('falls back to the name %s', (pod, kind, name) => {
    expect(identify(testPod({ pod }), false)).toMatchObject({ kind, name });
  });

  it('takes a first StatefulSet pod for a notebook only where the notebook controller is', () => {
    const pod = testPod({ pod: 'lab-0', owner: { kind: 'StatefulSet', name: 'lab' } });
    expect(identify(pod, true)).toMatchObject({ kind: 'Notebook', name: 'lab' });
    expect(identify(pod, false)).toBeNull();
  });

  it('leaves other pods alone', () => {
    expect(identify(testPod({ pod: 'prometheus-k8s-0' }), false)).toBeNull();
    expect(identify(testPod({ pod: 'x', labels: { label_app_kubernetes_io_name: 'x' } }), false)).toBeNull();
  });
});
