import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../project-root.ts';
import {
  carriedByBuild,
  forbiddenLicences,
  librariesOfBrowserApp,
  noticeText,
  type CarriedLibrary,
} from './notice.ts';

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
      library('a', 'GPL-3.0-only'),
      library('b', '(MIT OR GPL-3.0-only)'),
      library('c', 'MIT AND GPL-2.0-only'),
      library('d', 'none stated'),
    ];
    expect(forbiddenLicences(planted).map((line) => line[0])).toEqual(['a', 'c', 'd']);
    expect(noticeText(planted)).toContain(
      'b 1.0.0 ((MIT OR GPL-3.0-only), without a licence file of its own)',
    );
  });

  it('names only what the build carries, each distinct licence text once', () => {
    const dist = mkdtempSync(join(tmpdir(), 'hecate-dist-'));
    try {
      mkdirSync(join(dist, '.vite'));
      writeFileSync(join(dist, '.vite/packages.json'), JSON.stringify({ 'a.js': ['a', 'b'], 'c.js': ['c'] }));
      const all = [
        library('a', 'MIT', 'the text'),
        library('b', 'MIT', 'the text'),
        library('c', 'ISC', 'another'),
        library('unused', 'MIT', 'x'),
      ];
      const text = noticeText(carriedByBuild(all, dist));
      expect(text.match(/the text/g)).toHaveLength(1);
      expect(text).toContain('\na, b\n\nthe text');
      expect(text).toContain('c 1.0.0 (ISC)');
      expect(text).not.toContain('unused');
    } finally {
      rmSync(dist, { recursive: true });
    }
  });

  it('has the licence text of what the browser app depends on', () => {
    const react = librariesOfBrowserApp(projectRoot).find(({ name }) => name === 'react');
    expect(react?.licenceText).toContain('MIT License');
  });
});

function library(name: string, license: string, licenceText: string | null = null): CarriedLibrary {
  return { name, version: '1.0.0', license, licenceText };
}
