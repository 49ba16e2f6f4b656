export type CalendarProperty = { name: string; parameters: Map<string, string>; value: string };
export type CalendarComponent = {
  name: string;
  properties: CalendarProperty[];
  components: CalendarComponent[];
};

const CRLF = Buffer.from('\r\n');
const MOST_OCTETS = 75;
const TEXTS = new Set(['SUMMARY', 'DESCRIPTION', 'LOCATION']);

/**
 * Reads an iCalendar object by the letter of RFC 5545, 3.1 and 3.3.11, from its bytes. Where the usual readers make the
 * best of it this throws: for a bare CR or LF, a line of more than 75 octets, a character that a fold splits, a control
 * character, an escape that is none, a separator that should have been escaped, a property of no known shape.
 */
export function readCalendarBytes(bytes: Buffer): CalendarComponent {
  const lines = unfold(bytes).map(readProperty);
  const stack: CalendarComponent[] = [{ name: '', properties: [], components: [] }];
  for (const property of lines) {
    const open = stack.at(-1) as CalendarComponent;
    if (property.name === 'BEGIN') {
      const begun = { name: property.value, properties: [], components: [] };
      open.components.push(begun);
      stack.push(begun);
    } else if (property.name === 'END') {
      if (open.name !== property.value) throw new Error(`END:${property.value} closes ${open.name}`);
      stack.pop();
    } else open.properties.push(property);
  }
  const [root] = stack;
  const [calendar, ...others] = root?.components ?? [];
  if (stack.length !== 1 || calendar === undefined || others.length > 0 || root?.properties.length !== 0)
    throw new Error('this is not one component, begun and ended');
  return calendar;
}

/** The only property of this name; throws when there are several or none. */
export function onlyOne({ name: component, properties }: CalendarComponent, name: string): CalendarProperty {
  const [found, another] = properties.filter((one) => one.name === name);
  if (found === undefined || another !== undefined)
    throw new Error(`${component} has ${found ? 'more than one' : 'no'} ${name}`);
  return found;
}

/** What an escaped text says (RFC 5545, 3.3.11). */
export function textOf(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, what: string) => (/n/i.test(what) ? '\n' : what));
}

function unfold(bytes: Buffer): string[] {
  const unfolded: Buffer[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(CRLF, start);
    if (end < 0) throw new Error('the last line does not end in CRLF');
    const line = bytes.subarray(start, end);
    if (line.length > MOST_OCTETS) throw new Error(`a line has ${line.length} octets`);
    if (line.includes(0x0a) || line.includes(0x0d)) throw new Error('a line has a bare CR or LF');
    // Each line by itself: a fold between the octets of one character is allowed by no reader that we met.
    new TextDecoder('utf-8', { fatal: true }).decode(line);
    if (line[0] === 0x20 || line[0] === 0x09) {
      const before = unfolded.pop();
      if (before === undefined) throw new Error('the first line continues nothing');
      unfolded.push(Buffer.concat([before, line.subarray(1)]));
    } else unfolded.push(line);
    start = end + CRLF.length;
  }
  return unfolded.map((line) => line.toString('utf8'));
}

const PARAMETER = /^;([A-Z0-9-]+)=(?:"([^"\p{Cc}]*)"|([^";:,\p{Cc}]*))/u;

function readProperty(line: string): CalendarProperty {
  const [name] = /^[A-Z0-9-]+/.exec(line) ?? [];
  if (name === undefined) throw new Error(`this has no name: ${line}`);
  let rest = line.slice(name.length);
  const parameters = new Map<string, string>();
  for (let found = PARAMETER.exec(rest); found !== null; found = PARAMETER.exec(rest)) {
    const [all, key, quoted, bare] = found;
    if (parameters.has(key as string)) throw new Error(`${name} has ${key} twice`);
    parameters.set(key as string, quoted ?? bare ?? '');
    rest = rest.slice(all.length);
  }
  if (!rest.startsWith(':')) throw new Error(`this has no value: ${line}`);
  const value = rest.slice(1);
  if (/[^\P{Cc}\t]/u.test(value)) throw new Error(`${name} has a control character`);
  if (TEXTS.has(name) && !/^(?:[^\\;,]|\\[\\;,nN])*$/u.test(value))
    throw new Error(`${name} is not escaped: ${value}`);
  return { name, parameters, value };
}
