import { Compile, type Validator } from 'typebox/compile';
import { type EntryKind, SHAPES } from './types.ts';

const compiled = new Map<EntryKind, Validator>();

/** Whether what a file says has the shape of its folder. Compiled once: read as data, the shapes take ten times as long. */
export function hasShape(kind: EntryKind, body: unknown): boolean {
  const check = compiled.get(kind) ?? Compile(SHAPES[kind]);
  compiled.set(kind, check);
  return check.Check(body);
}
