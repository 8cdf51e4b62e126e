import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** An address or name that this server does not connect to. */
class AddressDeniedError extends Error {
  readonly code = 'HECATE_ADDRESS_DENIED';
}

/** Resolves a name to all its addresses; the seam for tests and for other resolvers. */
export type ResolveAll = (
  hostname: string,
  callback: (error: Error | null, addresses: readonly { address: string; family: number }[]) => void,
) => void;

export interface AddressGuard {
  /** Throws for a denied name or address literal; what DNS says comes later, in `lookup`. */
  checkHost(hostname: string): void;
  /** Throws when the peer of an established connection is a denied address. */
  checkPeer(address: string | undefined): void;
  /** For `net.connect`: every address of the name is checked, one denied address denies the name. */
  readonly lookup: LookupFunction;
}

/** Cloud metadata and link-local services, multicast and broadcast: nothing anyone keeps metrics on. */
const alwaysDenied = [
  '169.254.0.0/16',
  '168.63.129.16/32',
  '100.100.100.200/32',
  '192.0.0.192/32',
  '224.0.0.0/4',
  '255.255.255.255/32',
  'fe80::/10',
  'fd00:ec2::254/128',
  'ff00::/8',
  // IPv6 spellings of 169.254/16: NAT64, 6to4, IPv4-compatible (IPv4-mapped is understood by BlockList itself).
  '64:ff9b::a9fe:0/112',
  '2002:a9fe::/32',
  '::a9fe:0/112',
];
const groups: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '0.0.0.0/8', '::1/128', '::/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
};
const deniedNames = new Set([
  'metadata',
  'metadata.goog',
  'metadata.google.internal',
  'metadata.azure.internal',
  'metadata.tencentyun.com',
  'instance-data',
  'instance-data.ec2.internal',
]);
/** A resolver that does not answer holds one of libuv's four threads; nobody waits for it longer than this. */
const lookupTimeoutMs = 3_000;

/**
 * Decides at connect time, after DNS, which addresses may be dialled. `deny` adds networks (`10.0.0.0/8`) or the groups
 * `loopback` and `private`; without it loopback and private networks are allowed, because Hecate and its Prometheus share a machine.
 */
export function createAddressGuard(
  options: { readonly deny?: readonly string[]; readonly resolveAll?: ResolveAll } = {},
): AddressGuard {
  const blocked = new BlockList();
  for (const entry of [...alwaysDenied, ...(options.deny ?? [])]) {
    for (const network of groups[entry] ?? [entry]) {
      addNetwork(blocked, network);
    }
  }
  const check = (address: string): void => {
    const plain = address.replace(/%.*$/, '');
    const family = isIP(plain);
    if (family === 0 || blocked.check(plain, family === 4 ? 'ipv4' : 'ipv6')) {
      throw new AddressDeniedError('the address is on the list of denied addresses');
    }
  };
  const resolveAll = shared(options.resolveAll ?? resolveWithSystem);
  return {
    checkHost(hostname) {
      const plain = hostname
        .replace(/^\[|\]$/g, '')
        .replace(/\.+$/, '')
        .toLowerCase();
      if (deniedNames.has(plain)) {
        throw new AddressDeniedError('the name is on the list of denied names');
      }
      if (isIP(plain) !== 0) {
        check(plain);
      }
    },
    checkPeer(address) {
      check(address ?? '');
    },
    lookup(hostname, lookupOptions, callback) {
      resolveAll(hostname, (error, addresses) => {
        const usable = addresses.filter(({ family }) => isFamily(lookupOptions.family, family));
        try {
          if (error !== null) {
            throw error;
          }
          for (const { address } of addresses) {
            check(address);
          }
          const [first] = usable;
          if (first === undefined) {
            throw Object.assign(new Error('the name has no address'), { code: 'ENOTFOUND' });
          }
          if (lookupOptions.all === true) {
            callback(null, [...usable]);
          } else {
            callback(null, first.address, first.family);
          }
        } catch (failure) {
          callback(failure instanceof Error ? failure : new Error('lookup failed'), '', 0);
        }
      });
    },
  };
}

/** Whether this can be denied: a network as `10.0.0.0/8` or `fd00::/8`, or the group `loopback` or `private`. */
export function isDeniable(entry: string): boolean {
  return Object.hasOwn(groups, entry) || readNetwork(entry) !== null;
}

function addNetwork(list: BlockList, text: string): void {
  const network = readNetwork(text);
  if (network === null) {
    throw new RangeError(`"${text}" is not a network; write it like 10.0.0.0/8, or loopback, or private`);
  }
  list.addSubnet(network.address, network.bits, network.family);
}

function readNetwork(
  text: string,
): { readonly address: string; readonly bits: number; readonly family: 'ipv4' | 'ipv6' } | null {
  const [address = '', prefix = '', ...rest] = text.split('/');
  const version = isIP(address);
  const bits = Number(prefix);
  const isWrong = version === 0 || rest.length > 0 || !/^\d{1,3}$/.test(prefix);
  if (isWrong || bits > (version === 4 ? 32 : 128)) return null;
  return { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}

function isFamily(wanted: number | 'IPv4' | 'IPv6' | undefined, family: number): boolean {
  return wanted === undefined || wanted === 0 || wanted === family || wanted === `IPv${family}`;
}

function resolveWithSystem(hostname: string, callback: Parameters<ResolveAll>[1]): void {
  systemLookup(hostname, { all: true }, (error, addresses) => callback(error, addresses ?? []));
}

/** One running lookup per name, shared by all connections that wait for it, each for a bounded time. */
function shared(resolveAll: ResolveAll): ResolveAll {
  // Bounded: an upstream has one host name.
  const running = new Map<string, Parameters<ResolveAll>[1][]>();
  return (hostname, callback) => {
    const once = bounded(callback);
    const waiting = running.get(hostname);
    if (waiting !== undefined) {
      waiting.push(once);
      return;
    }
    running.set(hostname, [once]);
    resolveAll(hostname, (error, addresses) => {
      const waiters = running.get(hostname) ?? [];
      running.delete(hostname);
      for (const waiter of waiters) {
        waiter(error, addresses);
      }
    });
  };
}

function bounded(callback: Parameters<ResolveAll>[1]): Parameters<ResolveAll>[1] {
  let isDone = false;
  const finish: Parameters<ResolveAll>[1] = (error, addresses) => {
    if (!isDone) {
      isDone = true;
      clearTimeout(timer);
      callback(error, addresses);
    }
  };
  const timer = setTimeout(
    () => finish(Object.assign(new Error('the name service does not answer'), { code: 'EAI_AGAIN' }), []),
    lookupTimeoutMs,
  );
  return finish;
}
