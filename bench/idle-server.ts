import { setTimeout as wait } from 'node:timers/promises';
import { benchServer } from './bench-server.ts';
import type { Benchmark } from './row.ts';

const settleMs = 20_000;
const goalBytes = 150 * 1024 * 1024;

/** Memory of a server that nobody asks anything, beside the process of the bench, which is the same Node with little loaded. */
export const idleServer: Benchmark = {
  name: 'idle-server',
  async run(signal) {
    // The first start fills the compile cache, as the start after an installation does; the second is every start after it.
    await (await benchServer({ prometheusUrl: 'http://127.0.0.1:9' })).stop();
    const hecate = await benchServer({ prometheusUrl: 'http://127.0.0.1:9' });
    try {
      await wait(settleMs, undefined, { signal });
      const resident = hecate.residentBytes();
      const own = process.memoryUsage().rss;
      return [
        {
          what: `idle server, compile cache warm, resident memory after ${settleMs / 1000} s`,
          measured: `${(resident / 1024 / 1024).toFixed(0)} MiB`,
          comparedWith: `this bench process ${(own / 1024 / 1024).toFixed(0)} MiB`,
          ratio: `${(resident / own).toFixed(2)}×`,
          goal: '≤ 150 MiB',
          met: resident <= goalBytes,
        },
      ];
    } finally {
      await hecate.stop();
    }
  },
};
