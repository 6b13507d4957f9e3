import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startLab } from './labs.js';

const id = `forge-lab-test-${process.pid}`;

test('a lab is a server machine that is reached over SSH, with its programs where a package puts them', async () => {
  const run = startLab('run', [
    '/usr/sbin/kea-dhcp6 -V',
    'hostname; id -un',
    'ls -ld /run/kea /var/lib/kea /var/log/kea',
  ]);
  assert.equal(await run.next(), 'started');
  assert.match((await run.next())?.up ?? run.stderr(), /^[0-9a-f]{6}$/);
  const [kea, name, folders] = [await run.next(), await run.next(), await run.next()];
  assert.match(kea.stdout, /^\d+\.\d+\.\d+\n/);
  assert.equal(name.stdout, 'dhcp-server\nroot\n');
  for (const line of folders.stdout.trim().split('\n')) assert.match(line, /^drwxr-x--- \S+ _kea _kea /);
  assert.equal(await run.ended, 0, run.stderr());
});

test('the links are ready: addresses that nobody has to wait for, and nothing else', async () => {
  const run = startLab('run', ['ip -oneline -6 address; ls /sys/class/net']);
  assert.ok((await run.next()) && (await run.next()), run.stderr());
  const { stdout, code } = await run.next();
  for (const address of [
    'srv1 +inet6 2001:db8:1::1/64',
    'srv2 +inet6 2001:db8:2::1/64',
    'srv1 +inet6 fe80::ff:fe00:1fe',
  ]) {
    assert.match(stdout, new RegExp(address));
  }
  assert.doesNotMatch(stdout, /tentative/);
  assert.match(stdout, /^lo\nmgmt\nsrv1\nsrv2$/m);
  assert.equal(code, 0);
  await run.ended;
});

test('packets cross both links, and a capture shows right UDP checksums', async () => {
  const run = startLab('checksums');
  await run.next();
  await run.next();
  for (const link of [1, 2]) {
    const capture = await run.next();
    assert.match(
      capture.stdout,
      new RegExp(`fe80::ff:fe00:${link}01\\.546: \\[udp sum ok\\]`),
      JSON.stringify(capture),
    );
  }
  assert.equal(await run.ended, 0);
});

test('what the server machine writes anywhere is its own, and processes left to it are reaped', async () => {
  const places = [
    '/',
    '/etc/',
    '/usr/',
    '/usr/sbin/',
    '/run/',
    '/var/lib/',
    '/var/log/',
    '/opt/',
    '/tmp/',
    '/root/',
    '/home/',
  ];
  const write = places.map((place) => `echo x > ${place}${id}`).join(' && ');
  const orphan = 'for i in 1 2 3; do (setsid true &); done; sleep 0.1; grep -l "^State:.Z" /proc/[0-9]*/status; true';
  const run = startLab('run', [`${write}; hostname ${id}`, orphan]);
  await run.next();
  await run.next();
  const wrote = await run.next();
  assert.equal(wrote.code, 0, wrote.stderr);
  assert.equal((await run.next()).stdout, '');
  await run.ended;
  for (const place of places) assert.ok(!existsSync(place + id), place);
  assert.notEqual(readFileSync('/proc/sys/kernel/hostname', 'utf8').trim(), id);
});

test('two labs at once have the same addresses and do not meet', async () => {
  const runs = [1, 2].map((number) =>
    startLab('run', [`echo ${number} > /tmp/number; ip -brief address show srv1`, 'cat /tmp/number']),
  );
  for (const [index, run] of runs.entries()) {
    await run.next();
    assert.ok((await run.next())?.up, run.stderr());
    const address = await run.next();
    assert.match(address.stdout, /2001:db8:1::1/, JSON.stringify(address));
    assert.equal((await run.next()).stdout, `${index + 1}\n`);
    assert.equal(await run.ended, 0);
  }
});

test('nothing of the host is changed: interfaces, mounts, settings, state', async () => {
  const before = host();
  const run = startLab('run', ['true']);
  assert.equal(await run.next(), 'started');
  assert.ok((await run.next())?.up, run.stderr());
  const during = host();
  await run.ended;
  assert.deepEqual(during, before);
  assert.deepEqual(host(), before);
});

/** What a person would look at to see whether the lab leaks. */
function host() {
  const traces = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /forge|kea|sshd/i.test(name));
  const settings = readdirSync('/etc', { recursive: true, encoding: 'utf8' }).map((name) => {
    const { mtimeMs, size } = statSync(join('/etc', name), { throwIfNoEntry: false }) ?? {};
    return [name, mtimeMs, size];
  });
  return {
    interfaces: readdirSync('/sys/class/net').filter((name) => /^(em|srv)\d$|^mgmt$/.test(name)),
    mounts: readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .filter((line) => /forge|\.layers|\/run\/lock/.test(line)),
    settings,
    run: traces('/run'),
    state: traces('/var/lib'),
  };
}
