import type { System } from '../../server/src/system.ts';

export class Crash extends Error {}

/** The same system, whose process dies when it next looks at its clock for the n-th time: before some transaction. */
export function dyingAfter(system: System, looks: number): System {
  let left = looks;
  return {
    ...system,
    clock: () => {
      left -= 1;
      if (left < 0) throw new Crash();
      return system.clock();
    },
  };
}
