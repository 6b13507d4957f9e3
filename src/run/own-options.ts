import { Problem } from '../config/problem.js';
import type { OwnFieldKind, OwnOption } from '../config/types.js';
import { type Field, fields, option, optionByCode, optionByName, register } from '../dhcp6/index.js';

/** Makes the user's own options known to decoder, printer and features, once a process. */
export function registerOwnOptions(own: readonly OwnOption[], place: string): void {
  for (const [index, { code, name, fields: kinds = {} }] of own.entries()) {
    const known = optionByCode(code) ?? optionByName(name);
    if (known !== undefined) {
      throw new Problem(`${place}: options[${index}]`, `${known.name} (${known.code}) is there already.`, {
        mend: known.code === code ? 'Take a code that is not registered.' : 'Take another name.',
      });
    }
    const declared = Object.fromEntries(Object.entries(kinds).map(([field, kind]) => [field, fieldOf(kind)]));
    register(option(code, name, { rfc: 8415, section: '21.1', fields: declared }));
  }
}

function fieldOf(kind: OwnFieldKind): Field<unknown> {
  switch (kind) {
    case 'u8':
    case 'u16':
    case 'u32':
    case 'seconds':
    case 'ipv4':
    case 'ipv6':
    case 'bytes':
      return fields[kind] as Field<unknown>;
    case 'ipv6 list':
      return fields.list(fields.ipv6) as Field<unknown>;
    case 'domain name':
      return fields.domainName as Field<unknown>;
    case 'domain name list':
      return fields.list(fields.domainName) as Field<unknown>;
    case 'text':
      return fields.utf8 as Field<unknown>;
  }
}
