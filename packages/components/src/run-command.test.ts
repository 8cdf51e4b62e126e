import { describe, expect, it } from 'vitest';
import { explainCommand, runCommand } from './run-command.ts';

const node = process.execPath;
const script = (text: string): readonly string[] => ['-e', text];

describe('running a command', () => {
  it('answers code and output', async () => {
    const result = await runCommand(
      node,
      script('console.log("out"); console.error("err"); process.exit(3)'),
      {
        timeoutMs: 20_000,
      },
    );
    expect(result).toEqual({ kind: 'ended', code: 3, stdout: 'out\n', stderr: 'err\n' });
    expect(explainCommand('it', result)).toBe('it ended with code 3: err');
  });

  it('keeps the last 64 kB of what is written', async () => {
    const result = await runCommand(node, script('process.stdout.write("x".repeat(300000) + "end")'), {
      timeoutMs: 20_000,
    });
    const stdout = result.kind === 'ended' ? result.stdout : '';
    expect(stdout).toHaveLength(65_536);
    expect(stdout.endsWith('xend')).toBe(true);
  });

  it('gives the environment that was asked for, and no input', async () => {
    const text = 'process.stdin.on("end", () => console.log(process.env.A, process.env.HOME)).resume()';
    const result = await runCommand(node, script(text), { timeoutMs: 20_000, env: { A: 'one' } });
    expect(result).toMatchObject({ code: 0, stdout: 'one undefined\n' });
  });

  it('says why a program could not be started', async () => {
    const result = await runCommand('/nowhere/program', [], { timeoutMs: 20_000 });
    expect(explainCommand('program', result)).toBe(
      'program could not be started (spawn /nowhere/program ENOENT)',
    );
  });

  it('ends it at its deadline', async () => {
    const result = await runCommand(node, script('setInterval(() => {}, 1000)'), { timeoutMs: 200 });
    expect(result).toEqual({ kind: 'timed-out', timeoutMs: 200 });
    expect(explainCommand('it', { kind: 'timed-out', timeoutMs: 60_000 })).toBe('it did not end within 60 s');
  });

  it('interrupts it on abort and rejects with the reason', async () => {
    const stop = new AbortController();
    const running = runCommand(node, script('setInterval(() => {}, 1000)'), {
      timeoutMs: 60_000,
      signal: stop.signal,
    });
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    await expect(runCommand(node, [], { timeoutMs: 1000, signal: stop.signal })).rejects.toThrow('enough');
  });
});
