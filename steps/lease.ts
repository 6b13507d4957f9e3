import { type IaName, iaText } from '../src/client/bindings.js';
import { count, ended, recorded, unchanged } from '../src/run/checks/leases.js';
import { Given, Then } from '../src/run/define.js';

/** In the server's own record: under this client's DUID and IAID, until the valid lifetime ends. */
Then('the server has recorded the lease(s) of {ia}', async function (ia: IaName) {
  const client = this.client();
  this.judge.report(recorded(await this.leases(), client.identity.duid, client.ia(ia), this.repliedAt()));
});

/** Nothing to look at where a deviation was taken instead of a lease. */
Then('the server has recorded what {ia} was given', async function (ia: IaName) {
  const client = this.client();
  this.received();
  if (this.excused.has(iaText(ia)) && client.ia(ia).held.length === 0) return;
  this.judge.report(recorded(await this.leases(), client.identity.duid, client.ia(ia), this.repliedAt()));
});

/** For a later comparison. */
Given("the server's record is remembered", async function () {
  this.remembered = await this.leases();
});

/** Leases, owners and expiry. */
Then("the server's record is as remembered", async function () {
  this.judge.report(unchanged(await this.leases(), this.remembered ?? []));
});

Then('the server has recorded {int} lease(s) of the client', async function (expected: number) {
  this.judge.report(count(await this.leases(), this.client().identity.duid, expected));
});

/** What the client gave up is no longer in force in the server's record. */
Then('the server has ended the lease(s) of {ia}', async function (ia: IaName) {
  this.judge.report(ended(await this.leases(), this.client().identity.duid, this.heldBefore(ia)));
});
