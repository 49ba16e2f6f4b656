// A script that signs in with a mailed code, finds the next event with a free seat, and joins it.
import { createInterface } from 'node:readline/promises';
import { createClient, isFault } from '@foyer/client';
import { fileStore } from '@foyer/client/node';

const client = createClient({
  url: process.env.FOYER_URL ?? 'http://localhost:4000',
  // The next run of this script is still signed in.
  session: fileStore('.session.json'),
});

if (!(await client.session.get())) await signIn('person@example.org');

const { items } = await client.events.list({ when: 'upcoming', limit: 50 });
const free = items.find((event) => event.mine === null && event.seatsLeft !== 0);
if (free) console.log(await join(free.id));

async function signIn(address: string): Promise<void> {
  const { ticket } = await client.signIns.requestCode({ address });
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const code = await terminal.question('The eight digits from the mail: ');
  terminal.close();
  await client.signIns.redeemCode({ ticket, code });
}

async function join(eventId: string): Promise<string> {
  try {
    const { state, waitlistPlace } = await client.participations.join({ eventId });
    return state === 'going' ? 'You are going.' : `You wait at place ${waitlistPlace}.`;
  } catch (error) {
    if (isFault(error, 'EVENT_FULL', 'REGISTRATION_CLOSED')) return error.message;
    throw error;
  }
}
