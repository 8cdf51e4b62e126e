import { expect, it } from 'vitest';
import { exportFileName } from './export-file-name.ts';

it('names the file after the panel', () => {
  expect(exportFileName('TTFT p95 / by replica', 0, 'csv')).toBe(
    'ttft-p95-by-replica-1970-01-01T000000Z.csv',
  );
  expect(exportFileName('///', 0, 'png')).toMatch(/^panel-.*\.png$/);
});
