import type { Verb } from './verb.ts';

const COMMON = `共同选项:
  --data DIR           数据目录(默认 ./data)
  --database-url URL   使用已有数据库(环境变量 DATABASE_URL;升级用 DATABASE_OWNER_URL)
  --actor NAME         经办人,记入日志(默认为登录本机的用户)
  --json               在标准输出给出一份 JSON,说明文字写到标准错误
  --help               查看命令的用法`;

export function helpText(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  const lines = verbs.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `公信 Gongxin:公共信用信息平台\n\n用法:gongxin <命令> [选项]\n\n${lines.join('\n')}\n\n${COMMON}`;
}

export function helpFor(verb: Verb): string {
  return `${verb.summary}\n\n用法:gongxin ${verb.name} ${verb.usage}\n\n${COMMON}`;
}
