import { Readable } from 'node:stream';

/** One answer that several read, each at its own pace, while it comes. */
export interface SharedBody {
  /** The whole answer from its first byte; a reader that is destroyed has left. */
  reader(): Readable;
  /** Whether another reader may still begin: not when the first bytes were let go. */
  canJoin(): boolean;
  /** All bytes, or undefined when they are more than may be kept; rejects when the answer breaks off. */
  readonly whole: Promise<Buffer | undefined>;
  /** Nobody waits for `whole` any more. */
  leave(): void;
}

export interface SharedBodyOptions {
  /** More is not kept but handed from hand to hand. */
  readonly maxBytes: number;
  /** Asks for room to keep so many bytes more, or gives it back (negative); false when there is none. */
  readonly reserve: (bytes: number) => boolean;
}

/** What a reader may fall behind once bytes are not kept. */
const maxBehindBytes = 1_048_576;

/**
 * Collects an answer while it is passed on. Up to `maxBytes` it is drained as fast as it comes; beyond, the slowest reader sets the
 * pace and nothing is kept. The source is cancelled when the last one has left.
 */
export function shareBody(source: Readable, options: SharedBodyOptions): SharedBody {
  // Bounded by maxBytes, then by maxBehindBytes and one chunk.
  let chunks: Buffer[] = [];
  let dropped = 0;
  let keptBytes = 0;
  let isKept = true;
  let isDone = false;
  let failure: Error | undefined;
  let isWanted = true;
  const readers = new Set<Reader>();
  const whole = Promise.withResolvers<Buffer | undefined>();
  // Whoever wants it waits for it; where nobody does, a broken answer is told by the readers.
  whole.promise.catch(() => undefined);

  const letGo = (): void => {
    isKept = false;
    options.reserve(-keptBytes);
    whole.resolve(undefined);
  };
  const dropRead = (): void => {
    const least = Math.min(...[...readers].map(({ next }) => next()));
    while (!isKept && chunks.length > 0 && dropped < least) {
      keptBytes -= chunks.shift()?.length ?? 0;
      dropped += 1;
    }
    if (!isKept && keptBytes <= maxBehindBytes) source.resume();
  };
  const leaveIfAlone = (): void => {
    if (readers.size > 0 || isWanted || isDone) return;
    source.destroy();
  };

  source.on('data', (chunk: Buffer) => {
    if (isKept && (keptBytes + chunk.length > options.maxBytes || !options.reserve(chunk.length))) letGo();
    chunks.push(chunk);
    keptBytes += chunk.length;
    for (const { wake } of readers) wake();
    if (!isKept) {
      dropRead();
      if (keptBytes > maxBehindBytes && readers.size > 0) source.pause();
    }
  });
  source.on('end', () => {
    isDone = true;
    if (isKept) {
      whole.resolve(Buffer.concat(chunks, keptBytes));
      options.reserve(-keptBytes);
    }
    for (const { wake } of readers) wake();
  });
  source.on('error', (error) => {
    isDone = true;
    failure = error;
    if (isKept) options.reserve(-keptBytes);
    chunks = [];
    whole.reject(error);
    for (const { fail } of readers) fail(error);
  });
  source.on('close', () => {
    if (isDone) return;
    // Cancelled by the last one who left.
    isDone = true;
    if (isKept) options.reserve(-keptBytes);
    chunks = [];
    whole.resolve(undefined);
  });

  return {
    whole: whole.promise,
    canJoin: () => isKept && failure === undefined,
    leave() {
      isWanted = false;
      leaveIfAlone();
    },
    reader() {
      if (dropped > 0) throw new Error('nobody may begin to read once bytes were let go');
      let next = 0;
      let hasRoom = false;
      let hasEnded = false;
      const pump = (): void => {
        while (hasRoom && next - dropped < chunks.length) {
          hasRoom = stream.push(chunks[next - dropped]);
          next += 1;
        }
        if (isDone && !hasEnded && next - dropped >= chunks.length) {
          hasEnded = true;
          stream.push(null);
        }
        if (!isKept) dropRead();
      };
      const stream = new Readable({
        highWaterMark: maxBehindBytes,
        read() {
          hasRoom = true;
          pump();
        },
        destroy(error, callback) {
          readers.delete(reader);
          leaveIfAlone();
          if (!isKept && readers.size > 0) dropRead();
          callback(error);
        },
      });
      const reader: Reader = {
        next: () => next,
        wake: pump,
        fail: (error) => void stream.destroy(error),
      };
      // The consumer sees the error through its own pipeline; before that is attached it must not end the process.
      stream.on('error', () => undefined);
      readers.add(reader);
      if (failure !== undefined) stream.destroy(failure);
      return stream;
    },
  };
}

/** How far somebody is, and how they are told of more. */
interface Reader {
  /** Number of the chunk that comes next. */
  readonly next: () => number;
  readonly wake: () => void;
  readonly fail: (error: Error) => void;
}
