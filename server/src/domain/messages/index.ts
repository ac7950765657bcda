export { fillTemplate } from './fill-template.ts';
export type { NewMessage, Recipient } from './message.ts';
export { sendMessage } from './send-message.ts';
export type { MessageTemplate } from './templates.ts';
