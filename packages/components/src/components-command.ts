import {
  componentNames,
  componentTable,
  isComponentName,
  type ComponentName,
  type ResolveOrder,
} from './component-table.ts';
import { ComponentsError } from './components-error.ts';
import {
  createResolver,
  type ComponentListing,
  type ComponentResolver,
  type ResolverDeps,
} from './resolver.ts';

/** Where the command's answer goes, one line at a time; the rest has defaults. */
export interface ComponentsCommandDeps {
  readonly report: (line: string) => void;
  /** Complaints, and the progress of `path`, whose answer is one line for scripts. Default: standard error. */
  readonly reportAside?: (line: string) => void;
  readonly createResolver?: (deps: ResolverDeps) => ComponentResolver;
  readonly signal?: AbortSignal;
}

interface Call {
  readonly report: (line: string) => void;
  readonly reportAside: (line: string) => void;
  readonly resolver: (report: (line: string) => void) => ComponentResolver;
  readonly signal: AbortSignal | undefined;
}

/** What `hecate components --help` prints. */
export const componentsCommandUsage = [
  'hecate components list                                    what is wanted, and what is here',
  'hecate components get [NAME…] [--for first-start|tests]   get the named components, or all that are needed',
  'hecate components path NAME [--for first-start|tests]     get one, and print only its path',
  '',
  `NAME: ${componentNames.join(', ')}.`,
  '--for first-start (the default) takes what is had fastest, --for tests what the tests want.',
  'Each is looked for on PATH and in the cache (~/.cache/hecate/components, or HECATE_CACHE) before anything is fetched;',
  `${componentNames.map((name) => componentTable[name].variable).join(', ')} name a program to use instead.`,
].join('\n');

type Request =
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  | { readonly kind: 'get'; readonly names: readonly ComponentName[]; readonly order: ResolveOrder }
  | { readonly kind: 'path'; readonly name: ComponentName; readonly order: ResolveOrder }
  | { readonly kind: 'mistake'; readonly message: string };

/** `hecate components …` without its first two words; answers the exit code: 0, 1 when a component cannot be had, 2 for a wrong call. */
export async function runComponentsCommand(
  argv: readonly string[],
  deps: ComponentsCommandDeps,
): Promise<number> {
  const call: Call = {
    report: deps.report,
    reportAside: deps.reportAside ?? ((line) => process.stderr.write(`${line}\n`)),
    resolver: (report) => (deps.createResolver ?? createResolver)({ report }),
    signal: deps.signal,
  };
  const request = parse(argv);
  switch (request.kind) {
    case 'mistake':
      call.reportAside(`${request.message}\n\n${componentsCommandUsage}`);
      return 2;
    case 'help':
      call.report(componentsCommandUsage);
      return 0;
    case 'list': {
      const listings = await call.resolver(call.reportAside).list(call.signal);
      for (const line of listings.flatMap(listed)) call.report(line);
      return 0;
    }
    case 'get':
      return got(request.names, request.order, call);
    case 'path': {
      const path = await pathOf(request.name, request.order, call.resolver(call.reportAside), call);
      if (path !== null) call.report(path);
      return path === null ? 1 : 0;
    }
    default:
      return request satisfies never;
  }
}

/** Goes on after a failure, so that one run shows everything that is missing. */
async function got(names: readonly ComponentName[], order: ResolveOrder, call: Call): Promise<number> {
  const resolver = call.resolver(call.report);
  let missing = 0;
  for (const name of names) {
    if ((await pathOf(name, order, resolver, call)) === null) missing += 1;
  }
  return missing === 0 ? 0 : 1;
}

async function pathOf(
  name: ComponentName,
  order: ResolveOrder,
  resolver: ComponentResolver,
  call: Call,
): Promise<string | null> {
  try {
    const options = call.signal === undefined ? { order } : { order, signal: call.signal };
    return (await resolver.resolve(name, options)).path;
  } catch (error) {
    if (!(error instanceof ComponentsError)) throw error;
    call.reportAside(error.message);
    return null;
  }
}

function parse(argv: readonly string[]): Request {
  if (argv.includes('--help')) return { kind: 'help' };
  const words: string[] = [];
  let order: ResolveOrder = 'first-start';
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '--for') {
      index += 1;
      const wanted = orderOf(argv[index]);
      if (wanted === null)
        return mistake(`--for takes first-start or tests, not ${JSON.stringify(argv[index] ?? '')}.`);
      order = wanted;
    } else if (word.startsWith('-')) return mistake(`There is no option ${word}.`);
    else words.push(word);
  }
  const [action = 'list', ...names] = words;
  const unknown = names.find((name) => !isComponentName(name));
  if (unknown !== undefined) {
    return mistake(
      new ComponentsError('unknown_component', { name: unknown, known: componentNames.join(', ') }).message,
    );
  }
  const known = names.filter(isComponentName);
  const [first] = known;
  if (action === 'list' && first === undefined) return { kind: 'list' };
  if (action === 'get') return { kind: 'get', order, names: first === undefined ? neededFor(order) : known };
  if (action === 'path' && first !== undefined && known.length === 1)
    return { kind: 'path', name: first, order };
  if (action === 'path') return mistake('path takes exactly one NAME.');
  return mistake(action === 'list' ? 'list takes no NAME.' : `There is no action ${JSON.stringify(action)}.`);
}

function orderOf(text: string | undefined): ResolveOrder | null {
  if (text === 'tests') return 'tests';
  return text === 'first-start' ? text : null;
}

function neededFor(order: ResolveOrder): readonly ComponentName[] {
  return componentNames.filter((name) => componentTable[name].neededFor.includes(order));
}

function mistake(message: string): Request {
  return { kind: 'mistake', message };
}

function listed(listing: ComponentListing): readonly string[] {
  const { 'first-start': start, tests } = listing.range;
  const wanted = start === tests ? `${start}` : `${start}, for the tests ${tests}`;
  const pinned = listing.pinned === null ? '' : `, fetched as ${listing.pinned}`;
  const found = listing.found.map((binary) => `  ${binary.version} (${binary.way}) ${binary.path}`);
  return [`${listing.name}: ${wanted}${pinned}`, ...(found.length > 0 ? found : ['  not here'])];
}
