import { commands } from './commands.ts';
import { UsageError } from './usage-error.ts';

const [name = 'help', ...rest] = process.argv.slice(2);
const command = commands.find((candidate) => candidate.name === name);

try {
  if (name === 'help' || name === '--help') console.log(overview());
  else if (command === undefined) {
    throw new UsageError(
      `There is no command ${JSON.stringify(name)}. Commands: ${commands.map((one) => one.name).join(', ')}.`,
    );
  } else if (rest.includes('--help')) console.log(command.help);
  else process.exitCode = await command.run(rest);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

function overview(): string {
  const width = Math.max(...commands.map((one) => one.name.length));
  return [
    'hecate <command>: the observability console for machine-learning workloads',
    '',
    ...commands.map((one) => `  ${one.name.padEnd(width)}  ${one.purpose}`),
    '',
    '`hecate <command> --help` lists the options of a command. `npm start` is `hecate up`.',
  ].join('\n');
}
