/** Asks, unless a question equal as JSON is under way: then its answer is handed on. */
type ShareAnswer<Answer> = (question: unknown, ask: () => Promise<Answer>) => Promise<Answer>;

/**
 * Shares answers while they are under way. Panels that name the same query differently are different questions to the
 * packages, and the same one to Prometheus.
 */
export function createSharedAnswers<Answer>(): ShareAnswer<Answer> {
  // Requests under way only: at most one a query of the panels in view.
  const underWay = new Map<string, Promise<Answer>>();
  return (question, ask) => {
    const key = JSON.stringify(question);
    const same = underWay.get(key);
    if (same !== undefined) return same;
    const answer = ask().finally(() => underWay.delete(key));
    underWay.set(key, answer);
    return answer;
  };
}
