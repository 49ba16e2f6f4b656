import { docstring } from './docstring.ts';
import { Unprintable } from './print-type.ts';
import { compare, type ProcedureShape } from './read-procedures.ts';

type FaultShape = ProcedureShape['faults'][number];

/** An interface for each code, a union for each procedure, and one of them all; with the names they take. */
export function printFaults(procedures: readonly ProcedureShape[]): { texts: string[]; names: Set<string> } {
  const faults = collectFaults(procedures);
  const interfaces = faults.map(
    ({ code, description }) =>
      `${docstring([description])}export interface ${faultName(code)} extends Fault<'${code}'> {}\n`,
  );
  const unions = procedures.map(({ path, faults: own }) =>
    printUnion(faultUnionName(path), `What \`${path}\` can refuse with.`, codesOf(own)),
  );
  const every = printUnion('AnyFault', 'Every refusal of every procedure.', codesOf(faults));
  const names = [
    ...faults.map(({ code }) => faultName(code)),
    ...procedures.map(({ path }) => faultUnionName(path)),
  ];
  return { texts: [...interfaces, ...unions, every], names: new Set(names) };
}

function collectFaults(procedures: readonly ProcedureShape[]): FaultShape[] {
  const known = new Map<string, FaultShape>();
  for (const { path, faults } of procedures) {
    for (const fault of faults) {
      const same = known.get(fault.code);
      if (same && (same.status !== fault.status || same.description !== fault.description))
        throw new Unprintable(`${path}: ${fault.code} is declared twice, differently`);
      known.set(fault.code, fault);
    }
  }
  return [...known.values()].sort((one, other) => compare(one.code, other.code));
}

function printUnion(name: string, doc: string, codes: readonly string[]): string {
  const members = codes.length === 0 ? ' never' : codes.map((code) => `\n  | ${faultName(code)}`).join('');
  return `${docstring([doc])}export type ${name} =${members};\n`;
}

export function codesOf(faults: readonly FaultShape[]): string[] {
  return [...new Set(faults.map(({ code }) => code))].sort(compare);
}

/** EVENT_FULL → EventFullFault */
function faultName(code: string): string {
  return `${code.toLowerCase().split('_').map(capitalised).join('')}Fault`;
}

/** events.list → EventsListFault: by path, because two procedures may share an input. */
export function faultUnionName(path: string): string {
  return `${path.split('.').map(capitalised).join('')}Fault`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
