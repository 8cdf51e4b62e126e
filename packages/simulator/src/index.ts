export { scrapeConfigs, type ScrapeConfig } from './live/scrape-configs.ts';
