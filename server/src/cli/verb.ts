import type { ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { Config, Environment } from '../platform/config/config.ts';

/** Exit codes. `refused`: what was asked cannot be done as asked. `failed`: our own failure, or findings of a lint. */
export const EXIT = { done: 0, failed: 1, refused: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where words go: results to `out`, messages to `err`. Lines, without their end. */
export type Io = { out: (line: string) => void; err: (line: string) => void; env: Environment };

/** Understood by every verb. */
export const COMMON_OPTIONS = {
  data: { type: 'string' },
  'database-url': { type: 'string' },
  actor: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  'log-level': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

type Values<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: O & typeof COMMON_OPTIONS; allowPositionals: true }>
>['values'];

export type VerbCall<O extends ParseArgsOptionsConfig = ParseArgsOptionsConfig> = {
  values: Values<O>;
  positionals: string[];
  config: Config;
  io: Io;
  /** One JSON document on stdout is wanted instead of words. */
  json: boolean;
  /** Who acts, for the journal: `--actor`, or the user signed in to the machine. */
  actor: string;
};

export type VerbOf<O extends ParseArgsOptionsConfig> = {
  /** One or two words. */
  name: string;
  /** zh-CN, one line. */
  summary: string;
  /** What follows the name, such as `<uscc> <name> --categories a,b`. */
  usage: string;
  options: O;
  /** Least and most words beside the flags. */
  positionals: readonly [least: number, most: number];
  run: (call: VerbCall<O>) => Promise<ExitCode>;
};

export type Verb = Omit<VerbOf<ParseArgsOptionsConfig>, 'run'> & { run: (call: VerbCall) => Promise<ExitCode> };

/** A verb whose flags have been typed for its `run` and then forgotten. */
export function verb<const O extends ParseArgsOptionsConfig>(definition: VerbOf<O>): Verb {
  return definition as unknown as Verb;
}

/** `a,b` as a list; blanks and empty parts are dropped. */
export function commaList(text: string | undefined): string[] {
  return (text ?? '')
    .split(/[,，]/)
    .map((part) => part.trim())
    .filter(Boolean);
}
