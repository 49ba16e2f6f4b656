import type { Context } from '../../kernel/context.ts';
export async function deliverNow(_ctx: Context, _deliveryId: string): Promise<void> {}
