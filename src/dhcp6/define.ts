import type { ArgumentOf, DefaultedField, Field, Fields, ValueOf } from './field.js';
import type { MessageName } from './messages.js';
import type { DhcpOption } from './model.js';

/** What an option is, without knowing the type of its fields; all that tables, printers and validators need. */
export interface OptionType<V = unknown> {
  readonly code: number;
  /** `IA_NA`: the registry's constant without `OPTION_`. */
  readonly name: string;
  /** `Client Identifier`, as a person prints it. */
  readonly title: string;
  /** The RFC's number, or a draft's name. */
  readonly rfc: number | string;
  readonly section: string;
  /** `RFC 8415, section 21.4` */
  readonly clause: string;
  readonly state: 'assigned' | 'deprecated' | 'obsolete' | 'temporary' | 'private';
  /** The layout was compared with the text of its RFC. */
  readonly verified: boolean;
  /** At most one instance in the message or option that holds it. */
  readonly singleton: boolean;
  /** The messages whose own option field may carry it; none for one that only stands in other options. */
  readonly messages: readonly MessageName[];
  /** The names of the options that may carry it. */
  readonly within: readonly string[];
  /** It may carry any option. */
  readonly holdsAny: boolean;
  /** A client may name it in its Option Request option. */
  readonly requestable: boolean;
  /** The message whose Option Request option must name it. */
  readonly requestRequiredIn: MessageName | undefined;
  /** Limits of the payload's length, where the fields do not tell. */
  readonly least: number;
  readonly most: number;
  readonly fields: Fields;
  /** The name of the field that holds options, if there is one. */
  readonly optionsField: string | undefined;
  /** The name of the field that holds a DHCPv6 message, if there is one. */
  readonly messageField: string | undefined;
  /** Options or messages stand somewhere in its fields. */
  readonly nested: boolean;
  /** The option in one line, without the options in it. */
  print(value: V): string;
  /** The option with all fields given. */
  make(value: V): DhcpOption<V>;
}

/** A declared option: call it to make one. */
export interface OptionMaker<F extends Fields> extends OptionType<ValueOf<F>> {
  readonly fields: F;
  (...fields: MakerArguments<F>): DhcpOption<ValueOf<F>>;
}

/** The fields as an object, which may be left out where all of them may. */
type MakerArguments<F extends Fields> = keyof F extends never
  ? [fields?: Record<string, never>]
  : // biome-ignore lint/complexity/noBannedTypes: {} is what fits where no field is required
    {} extends ArgumentOf<F>
    ? [fields?: ArgumentOf<F>]
    : [fields: ArgumentOf<F>];

/** What is declared of an option beside code and name. */
export interface Declaration<F extends Fields> {
  /** Default: the name. */
  title?: string;
  rfc: number | string;
  section: string;
  state?: OptionType['state'];
  /** Default true. */
  verified?: boolean;
  /** Default true. */
  singleton?: boolean;
  /** Default: the messages that carry configuration for one that stands in no other option, else none. */
  messages?: readonly MessageName[];
  within?: readonly string[];
  holdsAny?: boolean;
  /** Default: true for one that is declared without `messages` and `within`. */
  requestable?: boolean;
  requestRequiredIn?: MessageName;
  least?: number;
  most?: number;
  fields: F;
  print?: (value: ValueOf<F>) => string;
}

/** Where configuration may stand: a server gives it when it was asked for it, a client may send the values that it would like. */
const configuration: readonly MessageName[] = [
  'SOLICIT',
  'ADVERTISE',
  'REQUEST',
  'RENEW',
  'REBIND',
  'INFORMATION-REQUEST',
  'REPLY',
];

/** Declares an option; everything that the library knows of it follows from here. */
export function option<const F extends Fields>(
  code: number,
  name: string,
  declaration: Declaration<F>,
): OptionMaker<F> {
  const { fields, rfc, section } = declaration;
  const entries = Object.entries(fields);
  const title = declaration.title ?? name;
  const optionsField = entries.find(([, field]) => field.kind === 'options')?.[0];
  const messageField = entries.find(([, field]) => field.kind === 'dhcpv6-message')?.[0];
  const alone = declaration.within === undefined;
  const make = (argument: object = {}): DhcpOption<ValueOf<F>> => {
    const given = argument as Record<string, unknown>;
    const value: Record<string, unknown> = {};
    for (const [key, field] of entries) value[key] = given[key] ?? initial(field);
    for (const key of Object.keys(given)) {
      if (!(key in fields))
        throw new TypeError(`${name} has no field ${key}; it has ${Object.keys(fields).join(', ') || 'none'}`);
    }
    return {
      code,
      name,
      value: value as ValueOf<F>,
      options: optionsField === undefined ? [] : (value[optionsField] as DhcpOption[]),
      diagnostics: [],
    };
  };
  const facts: Omit<OptionType<ValueOf<F>>, 'name'> = {
    code,
    title,
    rfc,
    section,
    clause: typeof rfc === 'number' ? `RFC ${rfc}, section ${section}` : rfc,
    state: declaration.state ?? 'assigned',
    verified: declaration.verified ?? true,
    singleton: declaration.singleton ?? true,
    messages: declaration.messages ?? (alone ? configuration : []),
    within: declaration.within ?? [],
    holdsAny: declaration.holdsAny ?? false,
    requestable: declaration.requestable ?? (alone && declaration.messages === undefined),
    requestRequiredIn: declaration.requestRequiredIn,
    least: declaration.least ?? 0,
    most: declaration.most ?? 0xffff,
    fields,
    optionsField,
    messageField,
    nested: entries.some(([, field]) => /options|message/.test(field.kind)),
    print: declaration.print ?? ((value) => printFields(title, entries, value as Record<string, unknown>)),
    make,
  };
  const maker = Object.assign((argument?: object) => make(argument), facts);
  Object.defineProperty(maker, 'name', { value: name, enumerable: true });
  return maker as unknown as OptionMaker<F>;
}

function initial(field: Field<unknown>): unknown {
  return 'initial' in field ? (field as DefaultedField<unknown>).initial() : undefined;
}

/** `Title  value` for one field, `Title  name value  name value` for more; what has nothing to show is left out. */
function printFields(
  title: string,
  entries: readonly [string, Field<unknown>][],
  value: Record<string, unknown>,
): string {
  const shown = entries.filter(([, field]) => field.kind !== 'options' && field.kind !== 'dhcpv6-message');
  const parts = shown
    .map(([key, field]): [string, string] => [key, value[key] === undefined ? '' : field.print(value[key])])
    .filter(([, text]) => text !== '')
    .map(([key, text]) => (shown.length === 1 ? text : `${words(key)} ${text}`));
  return [title, ...parts].join('  ');
}

/** `hardwareType` gives `hardware type`. */
function words(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
