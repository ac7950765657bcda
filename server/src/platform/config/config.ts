import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { LOG_LEVELS, type LogLevel } from '../log/logger.ts';
import { type MailSettings, readMailSettings } from '../mail/mail-settings.ts';

/** Settings of one process, from flags first and the environment second. */
export type Config = {
  /** Absolute folder of the embedded database, the secret and stored files. */
  dataDir: string;
  /** Connection of the application's role; embedded database unless given. */
  databaseUrl?: string;
  /** Connection of the owner, for migrations. */
  ownerUrl?: string;
  host: string;
  /** 0 picks a free one. */
  port: number;
  logLevel: LogLevel;
  keyFile?: string;
  /** Private keys that sign the journal: Ed25519 instead of the installation's own, SM2 as a second signature. */
  journalKeyFile?: string;
  sm2KeyFile?: string;
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  trustProxy: readonly string[];
  /** Networks beside the internet that notices of recalls may go to, as `10.20.0.0/16`. */
  webhookNetworks: readonly string[];
  /** Where browsers reach this installation, such as `https://credit.example.cn`; for links and the way back from a sign-in. */
  baseUrl?: string;
  /** Identity providers, as JSON. */
  oidcFile?: string;
  /** The server that takes our mail; without it nothing is mailed. */
  mail?: MailSettings;
  /** Multiplies all request limits; 0 lifts them, for measuring. */
  rateFactor: number;
};

export type Flags = Record<string, string | boolean | string[] | undefined>;
export type Environment = Record<string, string | undefined>;
export type ConfigRefusal = { refused: 'bad-config'; message: string };

const HIGHEST_PORT = 65_535;
const HIGHEST_RATE_FACTOR = 1_000;
const PROXIES_AT_MOST = 20;
const NETWORKS_AT_MOST = 20;
const POSTGRES_URL = /^postgres(ql)?:\/\//;

export function readConfig(flags: Flags, env: Environment, fallback: { dataDir: string }): Config | ConfigRefusal {
  const setting = (flag: string, variable: string): string | undefined => {
    const given = flags[flag];
    return typeof given === 'string' ? given : env[variable] || undefined;
  };
  const port = wholeNumber(setting('port', 'GONGXIN_PORT') ?? '8080', HIGHEST_PORT);
  if (port === undefined) return bad(`--port 应为 0 到 ${HIGHEST_PORT} 的整数。`);
  const logLevel = LOG_LEVELS.find((level) => level === (setting('log-level', 'GONGXIN_LOG_LEVEL') ?? 'info'));
  if (logLevel === undefined) return bad(`--log-level 应为 ${LOG_LEVELS.join('、')} 之一。`);
  const rateFactor = Number(setting('rate-factor', 'GONGXIN_RATE_FACTOR') ?? '1');
  if (!(rateFactor >= 0 && rateFactor <= HIGHEST_RATE_FACTOR))
    return bad(`GONGXIN_RATE_FACTOR 应为 0 到 ${HIGHEST_RATE_FACTOR} 的数。`);
  const trustProxy = (env.GONGXIN_TRUST_PROXY ?? '')
    .split(',')
    .map((a) => a.trim())
    .filter(Boolean);
  if (trustProxy.length > PROXIES_AT_MOST) return bad(`GONGXIN_TRUST_PROXY 最多 ${PROXIES_AT_MOST} 个地址。`);

  const webhookNetworks = (env.GONGXIN_WEBHOOK_NETWORKS ?? '')
    .split(',')
    .map((network) => network.trim())
    .filter(Boolean);
  if (webhookNetworks.length > NETWORKS_AT_MOST || !webhookNetworks.every(isNetwork))
    return bad(`GONGXIN_WEBHOOK_NETWORKS 应为网段,如 10.20.0.0/16,最多 ${NETWORKS_AT_MOST} 个,以逗号分隔。`);

  const databaseUrl = setting('database-url', 'DATABASE_URL');
  const ownerUrl = env.DATABASE_OWNER_URL || undefined;
  for (const [name, url] of [
    ['--database-url(DATABASE_URL)', databaseUrl],
    ['DATABASE_OWNER_URL', ownerUrl],
  ] as const) {
    if (url !== undefined && !POSTGRES_URL.test(url)) return bad(`${name} 应以 postgres:// 开头。`);
  }
  const baseUrl = env.GONGXIN_BASE_URL?.replace(/\/+$/, '') || undefined;
  if (baseUrl !== undefined && !isOrigin(baseUrl)) {
    return bad('GONGXIN_BASE_URL 应为浏览器访问本平台的地址,只写协议、主机和端口,如 https://credit.example.cn。');
  }
  const mail = readMailSettings(env.GONGXIN_SMTP_URL || undefined, env.GONGXIN_MAIL_FROM || undefined);
  if (typeof mail === 'string') return bad(mail);
  const oidcFile = env.GONGXIN_OIDC_FILE || undefined;
  const keyFile = env.GONGXIN_KEY_FILE || undefined;
  const journalKeyFile = env.GONGXIN_JOURNAL_KEY_FILE || undefined;
  const sm2KeyFile = env.GONGXIN_SM2_KEY_FILE || undefined;
  return {
    dataDir: resolve(setting('data', 'GONGXIN_DATA') ?? fallback.dataDir),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(ownerUrl === undefined ? {} : { ownerUrl }),
    host: setting('host', 'GONGXIN_HOST') ?? '127.0.0.1',
    port,
    logLevel,
    ...(keyFile === undefined ? {} : { keyFile: resolve(keyFile) }),
    ...(journalKeyFile === undefined ? {} : { journalKeyFile: resolve(journalKeyFile) }),
    ...(sm2KeyFile === undefined ? {} : { sm2KeyFile: resolve(sm2KeyFile) }),
    trustProxy,
    webhookNetworks,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(oidcFile === undefined ? {} : { oidcFile: resolve(oidcFile) }),
    ...(mail === undefined ? {} : { mail }),
    rateFactor,
  };
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function isNetwork(text: string): boolean {
  const [address = '', prefix = '', ...rest] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return bits > 0 && rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
}

function wholeNumber(text: string, highest: number): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return value <= highest ? value : undefined;
}

function bad(message: string): ConfigRefusal {
  return { refused: 'bad-config', message };
}
