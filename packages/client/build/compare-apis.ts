export type Release = 'none' | 'patch' | 'minor' | 'major';
export type ApiChange = { release: Release; reasons: string[] };

/** Names of types, and in each its fields, choices or procedures with what they are. */
type Outline = { types: Map<string, Map<string, string>>; inputs: Set<string> };

/** What two versions of the generated file mean for whoever calls it. When in doubt, it breaks. */
export function compareApis(before: string, after: string): ApiChange {
  if (before === after) return { release: 'none', reasons: [] };
  const [old, now] = [outline(before), outline(after)];
  const breaking: string[] = [];
  const added: string[] = [];
  for (const [name, members] of old.types) {
    const present = now.types.get(name);
    if (!present) breaking.push(`${name} is gone`);
    else
      for (const [member, is] of members) compareMember({ name, member, was: is, is: present.get(member) });
  }
  for (const [name, members] of now.types) {
    const known = old.types.get(name);
    if (!known) added.push(`${name} is new`);
    else for (const [member, is] of members) if (!known.has(member)) addMember({ name, member, is });
  }
  if (breaking.length > 0) return { release: 'major', reasons: breaking };
  return added.length > 0
    ? { release: 'minor', reasons: added }
    : { release: 'patch', reasons: ['only words changed'] };

  function compareMember({
    name,
    member,
    was,
    is,
  }: {
    name: string;
    member: string;
    was: string;
    is: string | undefined;
  }) {
    if (is === undefined) breaking.push(`${name}: ${member} is gone`);
    else if (is !== was && isMadeOptional(name, was, is)) added.push(`${name}: ${member} may be left out`);
    else if (is !== was) breaking.push(`${name}: ${member} was ${was}, is ${is}`);
  }

  function isMadeOptional(name: string, was: string, is: string): boolean {
    return old.inputs.has(name) && !was.startsWith('?') && is === `?${was} | undefined`;
  }

  function addMember({ name, member, is }: { name: string; member: string; is: string }) {
    // Whoever sent what was enough would be refused.
    if (old.inputs.has(name) && is !== '' && !is.startsWith('?'))
      breaking.push(`${name}: ${member} is wanted now`);
    else added.push(`${name}: ${member} is new`);
  }
}

/** Reads our own output, whose lines are as regular as the generator that wrote them. */
function outline(text: string): Outline {
  const types: Outline['types'] = new Map();
  const inputs = new Set<string>();
  const code = text.replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, '');
  for (const [, name = '', body = ''] of code.matchAll(
    /^export interface (\w+)[^{\n]*\{(?:\}|\n([\s\S]*?)^\})$/gm,
  ))
    types.set(name, name === 'Api' ? proceduresIn(body) : fieldsIn(body));
  for (const [, name = '', body = ''] of code.matchAll(/^export type (\w+) =([\s\S]*?);$/gm))
    types.set(
      name,
      new Map(
        body
          .split('|')
          .map((choice) => [choice.trim(), ''] as const)
          .filter(([choice]) => choice),
      ),
    );
  for (const [, input = ''] of code.matchAll(/: (?:Query|Mutation)<(\w+),/g)) inputs.add(input);
  return { types, inputs };
}

function proceduresIn(body: string): Map<string, string> {
  let feature = '';
  const procedures = new Map<string, string>();
  for (const line of body.split('\n')) {
    const [, name = '', rest = ''] = /^ +(\w+): (.*)$/.exec(line) ?? [];
    if (rest === '{') feature = name;
    else if (name) procedures.set(`${feature}.${name}`, rest);
  }
  return procedures;
}

/** `name` → `string;`, or `?string;` when it may be missing. A field over several lines is one. */
function fieldsIn(body: string): Map<string, string> {
  const fields = body.matchAll(/^ {2}(\w+|"[^"]+")(\??): ([\s\S]*?);$(?=\n {2}\S|\n*$(?![\s\S]))/gm);
  return new Map([...fields].map(([, name = '', optional = '', type = '']) => [name, optional + type]));
}
