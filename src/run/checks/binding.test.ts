import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type HeldLease, type IaName, iaOption } from '../../client/bindings.js';
import { type ClientServerMessage, type DhcpOption, iaNa, message, statusCode } from '../../dhcp6/index.js';
import type { Complaint } from '../judge.js';
import {
  endsLeases,
  endsOrExtends,
  extended,
  givesNone,
  known,
  lacksStatus,
  leaseOrStatus,
  noLongerBound,
  refused,
  statusHasText,
  timersSuit,
  toldAbout,
  unbound,
} from './binding.js';

const na: IaName = { kind: 'IA_NA', iaid: 1 };
const other: IaName = { kind: 'IA_NA', iaid: 2 };
const noAddrsAvail = 2;
const noBinding = 3;
const notOnLink = 4;

function lease(address: string, preferred = 300, valid = 400): HeldLease {
  return { address, prefixLength: 128, preferred, valid };
}

const own = lease('2001:db8:1::100');
const foreign = lease('2001:db8:dead::1');
const ended = (one: HeldLease): HeldLease => ({ ...one, preferred: 0, valid: 0 });

function status(code: number, text = 'because'): DhcpOption {
  return statusCode({ code, message: text });
}

/** A Reply with IA_NA 1 that holds these leases and options. */
function reply(leases: readonly HeldLease[], ...more: DhcpOption[]): ClientServerMessage {
  const ia = iaOption(na, leases);
  ia.options.push(...more);
  return message('REPLY', { transactionId: 1, options: [ia] });
}

const empty = message('REPLY', { transactionId: 1, options: [] });

function weights(complaints: readonly Complaint[]): (string | undefined)[] {
  return complaints.map((complaint) => complaint.weight ?? 'by level');
}

describe('an IA that is extended', () => {
  it('holds the living lease that the client had', () => {
    assert.deepEqual(extended(reply([own]), na, [own]), []);
  });

  it('may hold another one, which is worth a remark', () => {
    assert.deepEqual(weights(extended(reply([lease('2001:db8:1::101')]), na, [own])), ['remark']);
  });

  it('is not missing, empty, ended, refused or longer preferred than valid', () => {
    const answers = [
      empty,
      reply([]),
      reply([ended(own)]),
      reply([own], status(noBinding)),
      reply([lease(own.address, 500, 400)]),
    ];
    for (const answer of answers) assert.deepEqual(weights(extended(answer, na, [own])), ['by level']);
  });

  it('may say Success', () => {
    assert.deepEqual(extended(reply([own], status(0)), na, [own]), []);
  });
});

describe('leases that end', () => {
  it('stand there with both lifetimes 0, beside whatever lives', () => {
    assert.deepEqual(endsLeases(reply([own, ended(foreign)]), na, [foreign]), []);
  });

  it('weigh as the sentence says where they are left out', () => {
    assert.deepEqual(weights(endsLeases(reply([own]), na, [foreign])), ['by level']);
    assert.deepEqual(weights(endsLeases(reply([own]), na, [foreign], 'deviation')), ['deviation']);
    assert.deepEqual(weights(endsLeases(reply([], status(noBinding)), na, [own], 'deviation')), ['deviation']);
  });

  it('are a breach where one lives, or where the IA says nothing, whatever the sentence says', () => {
    assert.deepEqual(weights(endsLeases(reply([own, foreign]), na, [foreign], 'deviation')), ['by level']);
    assert.deepEqual(weights(endsLeases(reply([]), na, [foreign], 'deviation')), ['by level']);
    assert.deepEqual(weights(endsLeases(empty, na, [foreign], 'deviation')), ['by level']);
  });

  it('are a breach with a preferred lifetime above 0', () => {
    assert.deepEqual(weights(endsLeases(reply([lease(foreign.address, 5, 0)]), na, [foreign])), ['by level']);
  });

  it('prove nothing where the client had none', () => {
    assert.equal(endsLeases(reply([own]), na, []).length, 1);
  });

  it('may live where the server holds them to be right', () => {
    assert.deepEqual(endsOrExtends(reply([own]), na, [own]), []);
    assert.deepEqual(endsOrExtends(reply([ended(own)]), na, [own]), []);
    assert.deepEqual(weights(endsOrExtends(reply([], status(noBinding)), na, [own])), ['deviation']);
    assert.deepEqual(weights(endsOrExtends(empty, na, [own])), ['by level']);
  });
});

describe('leases that are not given', () => {
  it('may be told with lifetimes 0, unless the sentence wants them unnamed', () => {
    const answer = reply([own, ended(foreign)]);
    assert.deepEqual(givesNone(answer, na, [foreign], 'living'), []);
    assert.equal(givesNone(answer, na, [foreign], 'any').length, 1);
    assert.equal(givesNone(reply([foreign]), na, [foreign], 'living').length, 1);
  });

  it('are not given by an IA that is missing, nor by another one', () => {
    assert.deepEqual(givesNone(empty, na, [foreign], 'any'), []);
    assert.deepEqual(givesNone(reply([foreign]), other, [foreign], 'any'), []);
  });
});

describe('an IA with a lease or a status', () => {
  it('passes with either', () => {
    assert.deepEqual(leaseOrStatus(reply([own]), na, [noAddrsAvail]), []);
    assert.deepEqual(leaseOrStatus(reply([], status(noAddrsAvail)), na, [noAddrsAvail]), []);
  });

  it('fails with neither, another status, or a lease beside an error', () => {
    const answers = [reply([]), reply([], status(notOnLink)), reply([own], status(noAddrsAvail)), empty];
    for (const answer of answers) assert.equal(leaseOrStatus(answer, na, [noAddrsAvail]).length, 1);
  });

  it('is unbound where no new leases are made: NoBinding and nothing else passes', () => {
    assert.deepEqual(unbound(reply([], status(noBinding)), na, false), []);
    assert.deepEqual(unbound(reply([ended(own)], status(noBinding)), na, false), []);
    assert.equal(unbound(reply([own]), na, false).length, 1);
    assert.equal(unbound(reply([], status(noAddrsAvail)), na, false).length, 1);
  });

  it('may get a lease, or hear that none is left, where new leases may be made', () => {
    for (const makes of [true, undefined]) {
      assert.deepEqual(unbound(reply([own]), na, makes), []);
      assert.deepEqual(unbound(reply([], status(noAddrsAvail)), na, makes), []);
      assert.deepEqual(unbound(reply([], status(noBinding)), na, makes), []);
      assert.equal(unbound(reply([], status(notOnLink)), na, makes).length, 1);
    }
  });
});

describe('an IA that is refused', () => {
  it('carries the status, and what is refused at most with lifetimes 0', () => {
    assert.deepEqual(refused(reply([ended(foreign)], status(notOnLink)), na, notOnLink), []);
    assert.equal(refused(reply([foreign], status(notOnLink)), na, notOnLink).length, 1);
    assert.equal(refused(reply([], status(noAddrsAvail)), na, notOnLink).length, 1);
    assert.equal(refused(empty, na, notOnLink).length, 1);
  });

  it('is looked for in its own option alone', () => {
    assert.equal(lacksStatus(reply([], status(noBinding)), na, noBinding).length, 1);
    assert.deepEqual(lacksStatus(reply([], status(noBinding)), other, noBinding), []);
    assert.deepEqual(lacksStatus(reply([]), na, noBinding), []);
  });

  it('has words for a user', () => {
    assert.deepEqual(statusHasText(reply([], status(noBinding)), na), []);
    assert.equal(statusHasText(reply([], status(noBinding, '')), na).length, 1);
    assert.deepEqual(statusHasText(reply([own]), na), []);
  });

  it('is unknown to nobody who knows it: NoBinding and silence about it are deviations', () => {
    assert.deepEqual(known(reply([own]), na), []);
    assert.deepEqual(known(reply([], status(noAddrsAvail)), na), []);
    assert.deepEqual(weights(known(reply([], status(noBinding)), na)), ['deviation']);
    assert.deepEqual(weights(known(reply([]), na)), ['deviation']);
    assert.deepEqual(weights(known(empty, na)), ['by level']);
  });

  it('says something, whatever it is', () => {
    assert.deepEqual(toldAbout(reply([ended(own)]), na), []);
    assert.equal(toldAbout(reply([]), na).length, 1);
  });
});

describe('an IA that was given up', () => {
  it('says NoBinding alone, or Success, or is left out', () => {
    assert.deepEqual(noLongerBound(reply([], status(noBinding)), na), []);
    assert.deepEqual(noLongerBound(reply([], status(0)), na), []);
    assert.deepEqual(noLongerBound(empty, na), []);
  });

  it('says nothing else, and holds no lease', () => {
    for (const answer of [reply([ended(own)], status(noBinding)), reply([own]), reply([], status(notOnLink))]) {
      assert.equal(noLongerBound(answer, na).length, 1);
    }
  });
});

describe('T1 and T2', () => {
  const timed = (t1: number, t2: number): ClientServerMessage => {
    const [first] = reply([own]).options;
    const options = first?.options ?? [];
    return message('REPLY', { transactionId: 1, options: [iaNa({ iaid: 1, t1, t2, options })] });
  };

  it('suit a valid lifetime that neither exceeds', () => {
    for (const [t1, t2] of [
      [200, 320],
      [0, 0],
      [400, 400],
      [100, 0],
    ] as const) {
      assert.deepEqual(timersSuit(timed(t1, t2)), []);
    }
  });

  it('do not suit a shorter one, nor T1 above T2', () => {
    assert.equal(timersSuit(timed(200, 401)).length, 1);
    assert.equal(timersSuit(timed(300, 200)).length, 1);
  });
});
