import { z } from 'zod';
import { after } from './clock.ts';
import type { Secrets } from './keys.ts';
import { type SealedFor, seal, unseal } from './seal.ts';

/**
 * Something that we say to ourselves by way of somebody else: everything that is needed stands in the link itself,
 * encrypted, for a while. Nothing of it is kept.
 */
export function declareSealedLink<Shape extends z.ZodRawShape>(about: {
  sealedFor: SealedFor;
  lifetimeMs: number;
  says: z.ZodObject<Shape>;
}) {
  const { sealedFor, lifetimeMs, says } = about;
  const Sealed = z.object({ said: says, expiresAtMs: z.number() });
  type Said = z.output<typeof says>;
  return {
    seal(config: Secrets, said: Said, now: Date): { token: string; expiresAt: Date } {
      const expiresAt = after(now, lifetimeMs);
      return {
        token: seal(config, JSON.stringify({ said, expiresAtMs: expiresAt.getTime() }), sealedFor),
        expiresAt,
      };
    },
    /** What it says; undefined for what we never gave out, and for what is over. */
    open(config: Secrets, token: string, now: Date): Said | undefined {
      let text: string;
      try {
        text = unseal(config, token, sealedFor);
      } catch {
        return undefined;
      }
      const { said, expiresAtMs } = Sealed.parse(JSON.parse(text));
      return expiresAtMs > now.getTime() ? said : undefined;
    },
  };
}
