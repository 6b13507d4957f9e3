import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ServerConfig } from '../config/types.js';
import { type Failure, failed } from './failures.js';

const server: ServerConfig & { port: number } = {
  product: 'kea',
  host: '192.0.2.7',
  port: 22,
  user: 'tester',
  login: { agent: true },
};
const line = (error: object, stage: Failure['stage'] = 'tcp', change: Partial<typeof server> = {}) =>
  failed(
    { ...server, ...change },
    { stage, said: '', offered: [] },
    Object.assign(new Error('message'), error),
    undefined,
  ).line;

describe('a connection that does not come about', () => {
  it('is blamed on the name, the port, the way or the other side', () => {
    assert.equal(
      line({ code: 'ENOTFOUND' }, 'lookup'),
      'server.host: there is no host "192.0.2.7" (ENOTFOUND). Try: getent hosts 192.0.2.7',
    );
    assert.match(
      line({ code: 'ECONNREFUSED' }),
      /^server: 192\.0\.2\.7 refused the connection: nothing listens there\./,
    );
    assert.match(
      line({ code: 'ENETUNREACH' }),
      /cannot be reached from here \(ENETUNREACH\)\. Try: ip route get 192\.0\.2\.7$/,
    );
    assert.match(
      line({ level: 'deadline', message: 'no answer within 10 s' }),
      /^server: 192\.0\.2\.7: no answer within 10 s\. .*firewall/,
    );
    assert.match(
      line({ code: 'ETIMEDOUT', message: 'connect ETIMEDOUT 192.0.2.7:22' }),
      /no answer \(ETIMEDOUT\)\. .*firewall/,
    );
  });

  it('counts for all addresses of a name', () => {
    const each = Object.assign(new Error('connect ECONNREFUSED ::1:22'), { code: 'ECONNREFUSED' });
    assert.match(line({ errors: [each], message: '' }), /refused the connection/);
  });

  it('of a link-local address without its interface says so', () => {
    assert.match(
      line({ code: 'EINVAL' }, 'tcp', { host: 'fe80::1' }),
      /A link-local address needs its interface: fe80::1%eth0$/,
    );
  });

  it('names the port where it is not the usual one', () => {
    assert.match(line({ code: 'ECONNREFUSED' }, 'tcp', { port: 2222 }), /^server: 192\.0\.2\.7 port 2222 refused/);
  });
});
