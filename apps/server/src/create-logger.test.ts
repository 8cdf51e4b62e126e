import { describe, expect, it } from 'vitest';
import { createLogger } from './create-logger.ts';

describe('the log', () => {
  it('is JSON lines with the name of the severity and the time, and without credentials', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    logger.debug('not written');
    logger.warn({ token: 'canary', headers: { cookie: 'canary', accept: 'a' } }, 'text\nwith a line');
    logger.child({ reqId: '1' }).error({ err: Object.assign(new Error('x'), { password: 'canary' }) });
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('canary');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      msg: 'text\nwith a line',
      headers: { accept: 'a' },
    });
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 'error', reqId: '1' });
  });
});
