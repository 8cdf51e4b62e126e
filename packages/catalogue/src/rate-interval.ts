/**
 * Distance of two samples to reckon with, in milliseconds: what datasources are told as their scrape interval. Model servers are scraped every 15 s
 * and platforms every 30 s, but a past older than a day and many kube-state-metrics have a sample a minute; a rate needs two in its window.
 */
export const reckonedScrapeMs = 40_000;

/** What `$__rate_interval` stands for at a step, as Perses computes it: at least four scrapes, and one scrape more than the step, so that no sample is passed over. */
export function rateIntervalMs(stepMs: number): number {
  return Math.max(4 * reckonedScrapeMs, stepMs + reckonedScrapeMs);
}
