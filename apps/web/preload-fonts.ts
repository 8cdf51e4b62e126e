import type { Plugin } from 'vite';
import { builtUrl } from './built-url.ts';

/** The two files that the first screen is written in. */
const wanted = [
  /ibm-plex-sans-latin-wght-normal[^/]*\.woff2$/,
  /ibm-plex-mono-latin-400-normal[^/]*\.woff2$/,
];

/** Asks the browser for the two regular fonts together with the scripts, before the style sheet names them. */
export function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const files = Object.keys(bundle ?? {}).filter((file) => wanted.some((each) => each.test(file)));
        return files.map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: builtUrl(file), crossorigin: '' },
          injectTo: 'head',
        }));
      },
    },
  };
}
