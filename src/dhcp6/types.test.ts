import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  clientFqdn,
  dnr,
  dnsServers,
  first,
  iaAddress,
  iaNa,
  message,
  rapidCommit,
  statusCode,
  values,
} from './index.js';

// What does not compile is told by `@ts-expect-error`: where it did compile, the compiler would complain of the comment.
test('wrong names and types of fields do not compile', () => {
  const never = () => {
    // @ts-expect-error a required field is missing
    iaNa({});
    // @ts-expect-error no such field
    iaNa({ iaid: 1, T1: 5 });
    // @ts-expect-error a number, not text
    iaNa({ iaid: '1' });
    // @ts-expect-error text, not a number
    iaAddress({ address: 1 });
    // @ts-expect-error a list
    dnsServers({ addresses: '::1' });
    // @ts-expect-error no fields at all
    rapidCommit({ value: 1 });
    // @ts-expect-error fields are needed
    dnsServers();
    // @ts-expect-error a message that does not exist
    message('SOLICITATION', { transactionId: 1 });
    // @ts-expect-error relay messages have another header
    message('RELAY-FORW', { transactionId: 1 });
    const container = message('REPLY', { transactionId: 1 });
    // @ts-expect-error a value that the option does not have
    first(container, iaNa)?.value?.address;
    // @ts-expect-error text, not a number
    const code: string = values(container, statusCode)[0]?.code ?? 0;
    return code;
  };
  assert.equal(typeof never, 'function');
});

test('the types of values follow from the declarations', () => {
  const container = message('REPLY', {
    transactionId: 1,
    options: [iaNa({ iaid: 1 }), rapidCommit(), dnr({ priority: 1, authenticationDomainName: 'a' })],
  });
  const iaid: number | undefined = first(container, iaNa)?.value?.iaid;
  const addresses: string[] | undefined = values(container, dnr)[0]?.addresses;
  const name: string | undefined = first(container, clientFqdn)?.value?.name;
  const seconds: number | undefined = first(container, iaNa)?.value?.t1;
  assert.deepEqual([iaid, addresses, name, seconds], [1, undefined, undefined, 0]);
});
