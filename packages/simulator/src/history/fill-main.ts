import { createCluster } from '../cluster/cluster.ts';
import { readFillRequest, type FillAnswer } from './fill-request.ts';
import { fillHistory } from './fill-history.ts';

const stopping = new AbortController();
// The parent has gone, in whatever way: nobody waits for the past any more.
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
const tell = (answer: FillAnswer): void => void process.send?.(answer);
const request = readFillRequest(process.argv[2]);
try {
  await fillHistory({
    ...request,
    cluster: createCluster(request.cluster),
    signal: stopping.signal,
    report: (fraction, message) => tell({ fraction, message }),
  });
  process.disconnect();
} catch (error) {
  tell({ fraction: -1, message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
