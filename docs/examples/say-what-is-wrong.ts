// What is wrong with a field comes as a code with parameters: a form says it in its own words, and its own language.
import { type Client, type FaultField, isFault } from '@foyer/client';

/** Saves a name. Answers what to show at which field; nothing when it is saved. */
export async function saveName(client: Client, fullName: string): Promise<ReadonlyMap<string, string>> {
  try {
    await client.accounts.updateProfile({ fullName });
    return new Map();
  } catch (error) {
    if (!isFault(error) || error.fields === undefined) throw error;
    return new Map(error.fields.map((field) => [field.path, inGerman(field)]));
  }
}

function inGerman(field: FaultField): string {
  switch (field.code) {
    case 'empty':
    case 'missing':
      return 'Füllen Sie das aus.';
    case 'too-long':
      return `Höchstens ${field.params.maximum} Zeichen.`;
    default:
      // There are more codes than one form can meet, and a newer server may have others. The sentence is English.
      return field.message;
  }
}
