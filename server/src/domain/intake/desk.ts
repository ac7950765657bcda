import type { Catalogue, CompiledCategory } from '../catalogue/index.ts';
import type { Sender } from './sender.ts';

/** What one batch knows while it judges rows. */
export type Desk = {
  catalogue: Catalogue;
  category: CompiledCategory;
  sender: Sender;
  /** The day the file came, in Asia/Shanghai. */
  receivedOn: string;
  /** The batch was marked as history by its sender. */
  history: boolean;
  /** Days of decision already found to be late, or not. */
  lateDays: Map<string, boolean>;
};
