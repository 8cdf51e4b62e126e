import { describe, expect, it } from 'vitest';
import { storeError } from './store-error.ts';
import { withoutFolders } from './without-folders.ts';

describe('a message for readers at another machine', () => {
  it('has the names of files and not their folders', () => {
    expect(withoutFolders('/srv/my data/hecate.sqlite')).toBe('hecate.sqlite');
    expect(withoutFolders("EACCES: permission denied, open '/srv/my data/hecate.sqlite'")).toBe(
      "EACCES: permission denied, open 'hecate.sqlite'",
    );
    expect(withoutFolders('cannot read /srv/data/a.key (mode 644)')).toBe('cannot read a.key (mode 644)');
    expect(withoutFolders('team/board, and/or http://host/path')).toBe('team/board, and/or http://host/path');
  });

  it('stands beside the one for the log', () => {
    const error = storeError('store_behind', {
      file: '/srv/data/hecate.sqlite',
      found: 1,
      acknowledged: 2,
      mark: '/srv/data/hecate.sqlite-acknowledged',
    });
    expect(error.message).toContain('/srv/data/hecate.sqlite holds 1 of 2');
    expect(error.publicMessage).toContain('the database hecate.sqlite holds 1 of 2');
    expect(error.publicMessage).not.toContain('/srv');
  });
});
