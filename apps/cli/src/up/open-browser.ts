import { spawn } from 'node:child_process';

/** Asks the desktop to show the URL; a machine without a desktop just shows nothing. */
export function openBrowser(url: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.error(`No ${opener} on this machine: open ${url} yourself.`));
  child.unref();
}
