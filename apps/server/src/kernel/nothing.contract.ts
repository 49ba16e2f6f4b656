import { z } from 'zod';

/** What takes no input, or has nothing to answer. */
export const Nothing = z.object({}).meta({ id: 'Nothing' });
