import { type Refusal, refuse } from '../../../platform/errors.ts';

/** Between the door and the act somebody ended the session. */
export function sessionGone(): Refusal {
  return refuse('no-key', '会话已经结束,请重新登录。');
}
