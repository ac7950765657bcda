import { rotatePersonKeys } from '../domain/subjects/index.ts';
import { print } from './answer.ts';
import { withSystem } from './open-system.ts';
import { verb } from './verb.ts';

export const personsRotateKeys = verb({
  name: 'persons rotate-keys',
  summary: '更换自然人身份信息的加密和索引密钥,中断后再次执行即可续办',
  usage: '',
  options: {},
  positionals: [0, 0],
  run: (call) =>
    withSystem(call, async (system) => {
      const rotated = await rotatePersonKeys(system, { actor: call.actor, purpose: 'persons-rotate-keys' });
      const { versions, persons, continued } = rotated;
      const begun = continued ? '续办上一次的更换' : '启用新密钥';
      const text = `${begun}:加密密钥第 ${versions.seal} 版,索引密钥第 ${versions.index} 版,已处理 ${persons} 人。`;
      return print(call, rotated, text);
    }),
});
