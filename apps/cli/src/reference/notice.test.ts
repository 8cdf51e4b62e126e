import { describe, expect, it } from 'vitest';
import { projectRoot } from '../project-root.ts';
import { forbiddenLicences, librariesOfBrowserApp, noticeText } from './notice.ts';

describe('NOTICE', () => {
  it('names libraries the browser app depends on indirectly, and none of the server', () => {
    const names = librariesOfBrowserApp(projectRoot).map((library) => library.name);
    expect(names).toContain('zrender');
    expect(names).toContain('react');
    expect(names).not.toContain('fastify');
    expect(names.filter((name) => name.startsWith('@hecate/'))).toEqual([]);
  });

  it('is made only of allowed licences here', () => {
    expect(forbiddenLicences(librariesOfBrowserApp(projectRoot))).toEqual([]);
  });

  it('finds a planted forbidden licence and lets a choice of licences pass', () => {
    const planted = [
      { name: 'a', version: '1.0.0', license: 'GPL-3.0-only' },
      { name: 'b', version: '1.0.0', license: '(MIT OR GPL-3.0-only)' },
      { name: 'c', version: '1.0.0', license: 'MIT AND GPL-2.0-only' },
      { name: 'd', version: '1.0.0', license: 'none stated' },
    ];
    expect(forbiddenLicences(planted).map((line) => line[0])).toEqual(['a', 'c', 'd']);
    expect(noticeText(planted)).toContain('b 1.0.0 ((MIT OR GPL-3.0-only))');
  });
});
