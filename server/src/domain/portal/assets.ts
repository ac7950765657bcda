import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file of the portal as it is sent. Its address holds its content's digest, so a browser may keep it for ever. */
export type Asset = { url: string; contentType: string; content: Buffer };

const FOLDER = new URL('../../../../web/src/portal/static/', import.meta.url);
const TYPES = {
  'portal.css': 'text/css; charset=utf-8',
  'copy.js': 'text/javascript; charset=utf-8',
  'mark.svg': 'image/svg+xml',
} as const;
const DIGEST_CHARACTERS = 12;

export type AssetName = keyof typeof TYPES;
let read: ReadonlyMap<string, Asset> | undefined;

export function asset(name: AssetName): Asset {
  const found = [...assets().values()].find(({ url }) => url.endsWith(`.${name}`));
  if (found === undefined) throw new Error(`no asset ${name}`);
  return found;
}

export function findAsset(url: string): Asset | undefined {
  return assets().get(url);
}

function assets(): ReadonlyMap<string, Asset> {
  read ??= new Map(
    Object.entries(TYPES).map(([name, contentType]) => {
      const content = readFileSync(new URL(name, FOLDER));
      const digest = createHash('sha256').update(content).digest('hex').slice(0, DIGEST_CHARACTERS);
      const url = `/assets/${digest}.${name}`;
      return [url, { url, contentType, content }];
    }),
  );
  return read;
}
