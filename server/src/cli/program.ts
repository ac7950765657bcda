import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { readConfig } from '../platform/config/config.ts';
import { helpFor, helpText } from './help.ts';
import { COMMON_OPTIONS, EXIT, type ExitCode, type Io, type Verb } from './verb.ts';
import { VERBS } from './verbs.ts';

export const DEFAULT_DATA_FOLDER = './data';
const ACTOR_CHARACTERS = 100;

/** Runs one command line. Never throws for what a person typed. */
export async function runProgram(argv: readonly string[], io: Io, verbs: readonly Verb[] = VERBS): Promise<ExitCode> {
  const [first] = argv;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    const asked = findVerb(argv.slice(1), verbs);
    io.out(asked === undefined ? helpText(verbs) : helpFor(asked.verb));
    return EXIT.done;
  }
  const found = findVerb(argv, verbs);
  if (found === undefined) {
    io.err(`没有“${argv.slice(0, 2).join(' ')}”这个命令。运行 gongxin help 查看全部命令。`);
    return EXIT.refused;
  }
  const read = readCommandLine(found.verb, found.rest, io);
  if (typeof read === 'string') {
    io.err(read);
    io.err(`用法:gongxin ${found.verb.name} ${found.verb.usage}`);
    return EXIT.refused;
  }
  if (read.help) {
    io.out(helpFor(found.verb));
    return EXIT.done;
  }
  return found.verb.run(read.call);
}

type Read = { help: boolean; call: Parameters<Verb['run']>[0] };

/** A sentence where the command line cannot be understood. */
function readCommandLine(verb: Verb, rest: readonly string[], io: Io): Read | string {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    const options = { ...COMMON_OPTIONS, ...verb.options };
    parsed = parseArgs({ args: [...rest], options, allowPositionals: true, strict: true });
  } catch (error) {
    return `命令行有误:${error instanceof Error ? error.message : String(error)}`;
  }
  const { values, positionals } = parsed;
  const help = values.help === true;
  const [least, most] = verb.positionals;
  if (!help && (positionals.length < least || positionals.length > most)) {
    return positionals.length < least ? '命令行缺少内容。' : `命令行多出内容:${positionals.slice(most).join(' ')}`;
  }
  const config = readConfig(flagsOf(values), io.env, { dataDir: DEFAULT_DATA_FOLDER });
  if ('refused' in config) return config.message;
  const actor = typeof values.actor === 'string' ? values.actor.trim() : operatingSystemUser();
  if (actor === '' || [...actor].length > ACTOR_CHARACTERS)
    return `--actor 应为 1 到 ${ACTOR_CHARACTERS} 个字符的姓名或账号。`;
  return { help, call: { values, positionals, config, io, json: values.json === true, actor } as Read['call'] };
}

function flagsOf(values: Record<string, unknown>): Record<string, string | undefined> {
  const texts = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts);
}

/** `agency add` before `agency`: the longer name wins. */
function findVerb(
  argv: readonly string[],
  verbs: readonly Verb[],
): { verb: Verb; rest: readonly string[] } | undefined {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ');
    const verb = argv.length >= words ? verbs.find((candidate) => candidate.name === name) : undefined;
    if (verb !== undefined) return { verb, rest: argv.slice(words) };
  }
  return undefined;
}

function operatingSystemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number without a name.
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
