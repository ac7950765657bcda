import type { System } from '../../../system.ts';
import { type Provider, readProviders } from './provider.ts';

const read = new WeakMap<System['config'], readonly Provider[]>();

/** The providers of this installation, read once. A file that is wrong has stopped the start before (`cli/serve.ts`). */
export function providersOf({ config }: Pick<System, 'config'>): readonly Provider[] {
  const known = read.get(config);
  if (known !== undefined) return known;
  const providers = readProviders(config.oidcFile);
  if ('message' in providers) throw new Error(providers.message);
  read.set(config, providers);
  return providers;
}

export function findProvider(system: Pick<System, 'config'>, id: string): Provider | undefined {
  return providersOf(system).find((provider) => provider.id === id);
}
