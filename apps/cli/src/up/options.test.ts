import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readUpOptions, upOptionHelp } from './options.ts';

const here = import.meta.dirname;

describe('options of hecate up', () => {
  it('has defaults for everything', () => {
    expect(readUpOptions([], '/home/jana')).toEqual({
      port: null,
      data: '/home/jana/.hecate',
      configFile: null,
      prometheus: null,
      simulator: true,
      size: 'small',
      history: 'full',
      open: false,
      tls: null,
    });
  });

  it('reads every option', () => {
    const file = join(here, 'options.ts');
    const argv = [
      '--port',
      '0',
      '--data',
      'x',
      '--prometheus',
      'http://127.0.0.1:9090',
      '--no-simulator',
      '--open',
    ];
    const more = ['--size', 'M', '--history', '2h', '--tls-cert', file, '--tls-key', file, '--config', file];
    expect(readUpOptions([...argv, ...more], '/d')).toMatchObject({
      port: 0,
      data: '/d/x',
      prometheus: new URL('http://127.0.0.1:9090'),
      simulator: false,
      size: 'M',
      history: '2h',
      open: true,
      tls: { certFile: file, keyFile: file },
      configFile: file,
    });
  });

  it('answers null for --help, which lists every option it knows', () => {
    expect(readUpOptions(['--help'], '/d')).toBeNull();
    expect(upOptionHelp.map((option) => option.flag.split(' ')[0])).toEqual([
      '--port',
      '--data',
      '--config',
      '--prometheus',
      '--no-simulator',
      '--size',
      '--history',
      '--open',
      '--tls-cert',
      '--tls-key',
      '--help',
    ]);
  });

  it.each([
    [['--port', '70000'], 'a port is a whole number from 0 to 65535'],
    [['--port', 'x'], '"x"'],
    [['--prometheus', 'file:///etc'], 'give an http or https URL'],
    [['--size', 'L'], 'the sizes are small and M'],
    [['--history', 'long'], 'say full, none or a duration'],
    [['--tls-cert', 'a'], 'belong together'],
    [['--config', 'no-such.yaml'], 'there is no such file'],
    [['--tls-cert', 'no-such', '--tls-key', 'no-such'], 'there is no such file'],
    [['--colour'], '--no-simulator'],
    [['word'], 'word'],
  ])('refuses %j with the value and the remedy', (argv, text) => {
    expect(() => readUpOptions(argv, '/d')).toThrow(text);
  });
});
