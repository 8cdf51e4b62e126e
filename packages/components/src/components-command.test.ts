import { afterEach, describe, expect, it } from 'vitest';
import { runComponentsCommand } from './components-command.ts';
import { createFakeMachine, type FakeMachine } from './testing/fake-machine.ts';

const machines: FakeMachine[] = [];

afterEach(() => {
  for (const machine of machines.splice(0)) machine.remove();
});

async function run(argv: readonly string[]): Promise<{
  readonly code: number;
  readonly out: string;
  readonly aside: string;
  readonly here: FakeMachine;
}> {
  const here = createFakeMachine();
  machines.push(here);
  here.putOnPath('prometheus', 'prometheus, version 3.15.0');
  here.putOnPath('promtool', 'promtool, version 2.42.0');
  const out: string[] = [];
  const aside: string[] = [];
  const code = await runComponentsCommand(argv, {
    report: (line) => out.push(line),
    reportAside: (line) => aside.push(line),
    createResolver: (deps) => here.resolver(deps),
  });
  return { code, out: out.join('\n'), aside: aside.join('\n'), here };
}

describe('hecate components', () => {
  it('lists what is wanted and what is here', async () => {
    const { code, out, here } = await run([]);
    expect(code).toBe(0);
    expect(out).toContain('prometheus: >=2.42.0 <4, for the tests >=3.0.0 <4, fetched as 3.15.0');
    expect(out).toContain(`  3.15.0 (path) ${here.folder}/bin/prometheus`);
    expect(out).toContain('chromium: >=90\n  not here');
  });

  it('path prints the path alone, its progress goes aside', async () => {
    const { code, out, aside, here } = await run(['path', 'prometheus', '--for', 'tests']);
    expect({ code, out }).toEqual({ code: 0, out: `${here.folder}/bin/prometheus` });
    expect(aside).toMatch(/^Prometheus 3\.15\.0 \(PATH\)/);
  });

  it('get goes on after a failure and then answers 1', async () => {
    const { code, out, aside } = await run(['get', 'promtool', 'prometheus', '--for', 'tests']);
    expect(code).toBe(1);
    expect(aside).toContain('promtool >=3.0.0 <4 cannot be had on this machine. Tried:');
    expect(out).toContain('Prometheus 3.15.0 (PATH)');
  });

  it('get without names gets what is needed: Chromium only for the tests', async () => {
    expect((await run(['get'])).aside).not.toContain('Chromium');
    expect((await run(['get', '--for', 'tests'])).aside).toContain('Chromium >=90 cannot be had');
  });

  it('get takes the old promtool for a first start', async () => {
    const { code, out } = await run(['get', 'promtool']);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('promtool 2.42.0 (PATH)') });
  });

  it.each([
    [
      ['get', 'grafana'],
      'There is no component "grafana". Known: prometheus, promtool, node_exporter, percli, chromium.',
    ],
    [['get', 'toString'], 'There is no component "toString".'],
    [['fetch'], 'There is no action "fetch".'],
    [['path'], 'path takes exactly one NAME.'],
    [['path', 'prometheus', 'promtool'], 'path takes exactly one NAME.'],
    [['list', 'prometheus'], 'list takes no NAME.'],
    [['get', '--for'], '--for takes first-start or tests, not "".'],
    [['get', '--for', 'fun'], '--for takes first-start or tests, not "fun".'],
    [['get', '--quick'], 'There is no option --quick.'],
  ])('%j is a wrong call: code 2 and the usage', async (argv, message) => {
    const { code, aside } = await run(argv);
    expect(code).toBe(2);
    expect(aside).toContain(message);
    expect(aside).toContain('hecate components list');
  });

  it('prints its help on request', async () => {
    const { code, out } = await run(['get', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('HECATE_NODE_EXPORTER');
  });
});
