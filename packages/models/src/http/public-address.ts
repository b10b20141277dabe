import { type LookupAddress, promises } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Networks that are nobody's on the open internet: this machine, its neighbours, a cloud's own services, and what only documents use. */
const inner = new BlockList()
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]) {
  addTo(inner, network, 'ipv4')
}
// Inside the public space: Teredo and its kind, documentation, 6to4, which all can carry an address of the list above.
for (const network of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) addTo(inner, network, 'ipv6')

/** All that is handed out to the public so far. Mapped, compatible and translated IPv4 addresses lie outside. */
const outer = new BlockList()
addTo(outer, '2000::/3', 'ipv6')

/** Whether an IP address is one of the open internet. Anything that is no IP address is not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !inner.check(address, 'ipv4')
    case 6:
      return !address.includes('%') && outer.check(address, 'ipv6') && !inner.check(address, 'ipv6')
    default:
      return false
  }
}

type Resolve = (name: string) => Promise<readonly LookupAddress[]>
const resolveAll: Resolve = (name) => promises.lookup(name, { all: true })

/**
 * A lookup for `net.connect` that fails unless every address of the name is public, and hands on exactly the addresses that it looked at:
 * there is no second resolution that could say something else.
 */
export function publicLookup(resolve: Resolve = resolveAll): LookupFunction {
  return (name, options, callback) => {
    resolve(name).then(
      (addresses) => {
        const [first] = addresses
        if (!first || !addresses.every(({ address }) => isPublicAddress(address))) callback(egressRefused(name), '')
        else if (options.all) callback(null, [...addresses])
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    )
  }
}

export function egressRefused(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${host} is not a public https endpoint`), { code: 'EGRESS_REFUSED' })
}

function addTo(list: BlockList, network: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', bits] = network.split('/')
  list.addSubnet(address, Number(bits), family)
}
