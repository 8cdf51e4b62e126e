import type { Workload } from '../contract/workload.ts';
import { amount, count, duration, percent } from '../words/numbers.ts';

/** What the sentence may add to the row's own numbers. */
export type SummaryExtras = Readonly<{
  /** TTFT p95 at the same time yesterday, seconds. */
  firstTokenYesterday: number | null;
  totalSteps: number | null;
}>;

/** The page's sentence, for eyes and screen readers alike: what is wrong first, then the numbers that are there. */
export function summarySentence(workload: Workload, extras: SummaryExtras): string {
  const { status } = workload;
  const isBad = status.class === 'failed' || status.class === 'degraded' || status.class === 'unknown';
  const lead = isBad || status.class === 'waiting' || status.class === 'stopped' ? status.reason : '';
  const facts = factsOf(workload, extras);
  const body = facts.length === 0 ? '' : `${facts.join('; ')}.`;
  const sentence = [lead, capital(body)].filter((part) => part !== '').join(' ');
  return sentence === '' ? `${status.word}.` : sentence;
}

function factsOf(workload: Workload, extras: SummaryExtras): string[] {
  const number = (id: string): number | null =>
    workload.vitals.find((vital) => vital.id === id)?.value ?? null;
  const fact = (id: string, write: (value: number) => string): string[] => {
    const value = number(id);
    return value === null ? [] : [write(value)];
  };
  const isAtLeast = (id: string): boolean =>
    workload.vitals.some((vital) => vital.id === id && vital.isAtLeast === true);
  switch (workload.runtime) {
    case 'vllm':
      return [
        ...fact('requests', (value) => `serving ${amount(value)} req/s`),
        ...fact(
          'ttft-p95',
          (value) => `TTFT p95 ${duration(value)}${change(value, extras.firstTokenYesterday)}`,
        ),
        ...fact('kv-cache', (value) => `KV cache ${percent(value)}`),
      ];
    case 'ovms':
      return [
        ...fact('requests', (value) => `serving ${amount(value)} req/s`),
        ...fact('latency-p99', (value) => `latency p99 ${duration(value)}`),
        ...fact('errors', (value) => (value === 0 ? 'no failures' : `${percent(value)} fail`)),
      ];
    case 'pytorch':
      return [
        ...fact('step', (value) => stepWords(value, extras.totalSteps, number('progress'))),
        ...fact('eta', (value) => `${duration(value)} left`),
        ...fact('loss', (value) => `loss ${Number(value.toPrecision(4))}`),
        ...fact('gpu-active', (value) => `GPUs ${percent(value)} active`),
      ];
    case 'notebook':
      return [
        ...((workload.status.state ?? workload.status.word) === 'Running' ? ['running'] : []),
        ...fact('cpu', (value) => `CPU ${count(Number(value.toPrecision(2)), 'core')}`),
        ...fact('memory', (value) => `memory ${percent(value)} of limit`),
        ...fact('idle', (value) => `idle ${isAtLeast('idle') ? 'at least ' : ''}${duration(value)}`),
      ];
    case 'kueue':
      return [
        ...fact('pending', (value) => `${amount(value)} waiting`),
        ...fact('running', (value) => `${amount(value)} running`),
        ...fact('gpu-quota', (value) => `GPU quota ${percent(value)} in use`),
      ];
    case 'ray':
      return [
        `${workload.replicas.ready} of ${count(workload.replicas.wanted, 'pod')} ready`,
        ...fact('tasks', (value) => `${count(value, 'task')} running`),
      ];
    default:
      return [`${workload.replicas.ready} of ${count(workload.replicas.wanted, 'replica')} ready`];
  }
}

function stepWords(step: number, total: number | null, progress: number | null): string {
  const grouped = (value: number): string => Math.round(value).toLocaleString('en-US');
  const of = total === null || Number.isNaN(total) ? '' : ` of ${grouped(total)}`;
  return `step ${grouped(step)}${of}${progress === null ? '' : ` (${percent(progress)})`}`;
}

/** ` (−8% vs yesterday)`; nothing where there is no yesterday or no difference worth a word. */
function change(now: number, before: number | null): string {
  if (before === null || !(before > 0)) return '';
  const points = Math.round((now / before - 1) * 100);
  if (points === 0) return ' (as yesterday)';
  return ` (${points > 0 ? '+' : '−'}${Math.abs(points)}% vs yesterday)`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
