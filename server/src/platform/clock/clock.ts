/** Where the present comes from. The real one is read here and in `write` callers only; tests pass their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
