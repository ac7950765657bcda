import { runProgram } from './cli/program.ts';
import { EXIT } from './cli/verb.ts';
import { describeError } from './platform/log/describe-error.ts';

// a reader that stops reading, such as `head`, is no failure of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const err = (line: string) => process.stderr.write(`${line}\n`);

process.exitCode = await runProgram(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err,
  env: process.env,
}).catch((error: unknown) => {
  err(`平台内部错误,命令未完成。请把下面一行交给平台管理员:\n${JSON.stringify(describeError(error))}`);
  return EXIT.failed;
});
