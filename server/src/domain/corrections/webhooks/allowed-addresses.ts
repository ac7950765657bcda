import { BlockList, isIP } from 'node:net';

/**
 * Networks that are not the internet (IANA special-purpose registries, RFC 6890 and after): this machine, its neighbours, what
 * clouds answer about themselves (169.254.169.254), documentation, multicast. A receiver there would be somebody's way in.
 */
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Of IPv6 only global unicast, and of that nothing that carries an address of IPv4 or is kept for a purpose. */
const PUBLIC_V6 = '2000::/3';
const NOT_PUBLIC_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

export type AllowedAddresses = {
  /** Whether a notice may go to this address. */
  allows: (address: string) => boolean;
  /** Whether it is this machine and the operator has opened it: without TLS too, for tests and for a relay beside us. */
  allowsPlain: (address: string) => boolean;
};

/** `opened`: networks the operator allows beside the internet, such as the government's own. */
export function allowedAddresses(opened: readonly string[]): AllowedAddresses {
  const open = listOf(opened);
  const notPublic = listOf([...NOT_PUBLIC_V4, ...NOT_PUBLIC_V6]);
  const publicV6 = listOf([PUBLIC_V6]);
  const loopback = listOf(['127.0.0.0/8', '::1/128']);
  const lies = (list: BlockList, address: string) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const isPlainNumber = (address: string) => isIP(address) !== 0 && !isMapped(address);
  return {
    allows: (address) => {
      if (!isPlainNumber(address)) return false;
      if (lies(open, address)) return true;
      return !lies(notPublic, address) && (isIP(address) === 4 || lies(publicV6, address));
    },
    allowsPlain: (address) => isPlainNumber(address) && lies(loopback, address) && lies(open, address),
  };
}

/** An address of IPv4 dressed as one of IPv6 is taken from nobody: a resolver gives it plain. */
const isMapped = (address: string): boolean => /^::ffff:/i.test(address);

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/');
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
