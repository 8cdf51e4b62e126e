import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node } from 'yaml';
import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';

/** The JSON text of one YAML 1.2 document of plain values, numbers spelled as in the YAML; tags, too many aliases and a second document are refused. */
export function yamlToJson(text: string): string {
  if (text.length > documentLimits.yamlCharacters) {
    throw documentError('document_too_large', { size: text.length, limit: documentLimits.yamlCharacters });
  }
  const document = parseOne(text);
  let aliases = 0;
  let size = 0;
  return print(document.contents, [], 1);

  function print(node: Node | null, path: readonly string[], depth: number): string {
    if (depth > documentLimits.depth) throw yamlSyntax(`it nests deeper than ${documentLimits.depth} levels`);
    if (node === null) return 'null';
    if (isAlias(node)) {
      aliases += 1;
      const target = node.resolve(document);
      if (aliases > documentLimits.yamlAliases) {
        throw documentError('yaml_aliases', { limit: documentLimits.yamlAliases });
      }
      if (target === undefined) throw yamlSyntax(`the alias *${node.source} has no anchor`);
      return print(target, path, depth + 1);
    }
    if (isScalar(node)) return grown(scalarText(node.value, node.source, path));
    if (isSeq<Node | null>(node)) {
      const items = node.items.map((item, index) => print(item, [...path, String(index)], depth + 1));
      return grown(`[${items.join(',')}]`, 2);
    }
    if (isMap<Node, Node | null>(node)) {
      const members = node.items.map(({ key, value }) => {
        if (!isScalar(key)) throw yamlSyntax('a key is a list or an object, JSON has text keys only');
        const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
        return `${JSON.stringify(name)}:${print(value, [...path, name], depth + 1)}`;
      });
      return grown(`{${members.join(',')}}`, 2);
    }
    throw yamlSyntax('it holds a node that is neither a value, a list nor an object');
  }

  // Counts what was written once, so that aliases of aliases end at the document limit and not at the memory's.
  function grown(printed: string, added = printed.length): string {
    size += added;
    if (size > documentLimits.documentCharacters) {
      throw documentError('document_too_large', { size, limit: documentLimits.documentCharacters });
    }
    return printed;
  }
}

function parseOne(text: string): Document.Parsed {
  const documents = attempt(text);
  const [first, second] = documents;
  if (first === undefined || second !== undefined) {
    throw yamlSyntax(`it holds ${documents.length} documents, exactly one is expected`);
  }
  const [problem] = first.errors;
  if (problem !== undefined) throw yamlSyntax(problem.message.split('\n')[0] ?? problem.code);
  const [warning] = first.warnings;
  if (warning !== undefined) throw documentError('yaml_tag', { tag: warning.message.split('\n')[0] ?? '' });
  return first;
}

// The parser recurses over flow collections, so a text of a million brackets ends as a RangeError.
function attempt(text: string): readonly Document.Parsed[] {
  try {
    const documents = parseAllDocuments(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      // Its own check compares every pair of keys; the JSON reader finds duplicates too, in linear time.
      uniqueKeys: false,
      prettyErrors: true,
      logLevel: 'error',
    });
    return Array.isArray(documents) ? documents : [];
  } catch (cause) {
    if (cause instanceof RangeError) throw yamlSyntax('it nests too deeply to be read');
    throw cause;
  }
}

function scalarText(value: unknown, source: string | undefined, path: readonly string[]): string {
  if (typeof value === 'number') {
    if (source !== undefined && jsonNumber.test(source)) return source;
    if (!Number.isFinite(value)) {
      throw documentError('yaml_value', { path: path.join('.'), value: String(value) });
    }
    return JSON.stringify(value);
  }
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return JSON.stringify(value);
  throw documentError('yaml_value', { path: path.join('.'), value: typeof value });
}

const jsonNumber = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

function yamlSyntax(reason: string): Error {
  return documentError('yaml_syntax', { reason });
}
