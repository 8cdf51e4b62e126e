// A Vitest reporter: writes one line of JSON for each test that was not run, with the reason that it gave.
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './set-up.js';

export default class SkipReasons {
  onTestCaseResult(test) {
    const { state, note } = test.result();
    if (state !== 'skipped') return;
    const file = relative(root, test.module.moduleId);
    const skip = { test: test.fullName, reason: note ?? `the condition in ${file} does not hold here` };
    appendFileSync(process.env.HECATE_SKIPS_FILE, `${JSON.stringify(skip)}\n`);
  }
}
