import { isRefusal, type Refusal } from '../platform/errors.ts';

/** Nothing here depends on what somebody typed, so a refusal is a fault of ours. */
export function granted<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(value.detail);
  return value;
}
