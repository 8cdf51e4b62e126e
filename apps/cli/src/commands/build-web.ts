import { builtWebApp } from '../up/web-app.ts';
import type { Command } from '../commands.ts';

/** Builds the browser app when its sources changed since the last build. */
export const buildWebCommand: Command = {
  name: 'build-web',
  purpose: 'build the browser app, when its sources have changed',
  help: 'hecate build-web: builds apps/web/dist; does nothing when the sources are those of the last build.',
  async run() {
    const { folder, built } = await builtWebApp({ report: (line) => console.log(line) });
    console.log(built ? `Built ${folder}.` : `${folder} is up to date.`);
    return 0;
  },
};
