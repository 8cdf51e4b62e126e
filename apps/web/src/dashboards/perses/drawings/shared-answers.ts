/** Asks, unless a question equal as JSON is under way: then its answer is handed on. It is aborted when all who ask have left. */
type ShareAnswer<Answer> = (
  question: unknown,
  ask: (signal: AbortSignal) => Promise<Answer>,
  signal?: AbortSignal,
) => Promise<Answer>;

interface UnderWay<Answer> {
  readonly answer: Promise<Answer>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Shares answers while they are under way. Panels that name the same query differently are different questions to the
 * packages, and the same one to Prometheus.
 */
export function createSharedAnswers<Answer>(): ShareAnswer<Answer> {
  // Requests under way only: at most one a query of the panels in view.
  const underWay = new Map<string, UnderWay<Answer>>();
  return (question, ask, signal) => {
    const key = JSON.stringify(question);
    const same = underWay.get(key) ?? begin(ask);
    underWay.set(key, same);
    same.waiting += 1;
    const forget = () => {
      if (underWay.get(key) === same) underWay.delete(key);
    };
    return new Promise((resolve, reject) => {
      const leave = () => {
        same.waiting -= 1;
        if (same.waiting === 0) {
          forget();
          same.controller.abort();
        }
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave);
      const ended = () => {
        forget();
        signal?.removeEventListener('abort', leave);
      };
      same.answer.then(
        (answer) => {
          ended();
          resolve(answer);
        },
        (error: unknown) => {
          ended();
          reject(error);
        },
      );
    });
  };
}

function begin<Answer>(ask: (signal: AbortSignal) => Promise<Answer>): UnderWay<Answer> {
  const controller = new AbortController();
  return { answer: ask(controller.signal), controller, waiting: 0 };
}
