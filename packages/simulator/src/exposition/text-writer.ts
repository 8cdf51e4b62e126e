import { printNumber, type NumberStyle } from './numbers.ts';
import type { FamilyType, SampleWriter } from './sample-writer.ts';

/** A writer that collects the Prometheus text format, HELP and TYPE once a family. */
export function createTextWriter(style: NumberStyle): SampleWriter & { text(): string } {
  const seen = new Set<string>();
  let text = '';
  return {
    family(name: string, type: FamilyType, help: string) {
      if (seen.has(name)) return;
      seen.add(name);
      text += `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', String.raw`\n`)}\n# TYPE ${name} ${type}\n`;
    },
    sample(name, labels, value) {
      text +=
        labels === ''
          ? `${name} ${printNumber(value, style)}\n`
          : `${name}{${labels}} ${printNumber(value, style)}\n`;
    },
    text: () => text,
  };
}
