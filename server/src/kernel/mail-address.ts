/** RFC 5321, 4.5.3.1: characters before the @, and in all with two to spare for the angle brackets. */
const LOCAL_CHARACTERS = 64;
const ADDRESS_CHARACTERS = 254;
/** RFC 5321 Dot-string: no quoted names, no comments, nothing that could end a line or begin a second address. */
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
/** A name of at least two labels, as it is looked up: no address literals. */
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** One mail address as typed, wide letters and outer spaces folded, the domain in lower case; null for anything else. */
export function readMailAddress(text: string): string | null {
  const folded = text.normalize('NFKC').trim();
  const at = folded.lastIndexOf('@');
  const [local, domain] = [folded.slice(0, at), folded.slice(at + 1).toLowerCase()];
  if (at < 1 || at > LOCAL_CHARACTERS || folded.length > ADDRESS_CHARACTERS) return null;
  return LOCAL.test(local) && DOMAIN.test(domain) ? `${local}@${domain}` : null;
}

/** For its owner to recognise: first letter and domain. */
export function maskMailAddress(address: string): string {
  return `${address.slice(0, 1)}***${address.slice(address.lastIndexOf('@'))}`;
}
