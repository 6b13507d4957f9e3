import type { IaName } from '../src/client/bindings.js';
import { count, ended, recorded } from '../src/run/checks/leases.js';
import { Then } from '../src/run/define.js';

/** In the server's own record: under this client's DUID and IAID, until the valid lifetime ends. */
Then('the server has recorded the lease(s) of {ia}', async function (ia: IaName) {
  const client = this.client();
  this.judge.report(recorded(await this.leases(), client.identity.duid, client.ia(ia), this.repliedAt()));
});

Then('the server has recorded {int} lease(s) of the client', async function (expected: number) {
  this.judge.report(count(await this.leases(), this.client().identity.duid, expected));
});

/** What the client gave up is no longer in force in the server's record. */
Then('the server has ended the lease(s) of {ia}', async function (ia: IaName) {
  this.judge.report(ended(await this.leases(), this.client().identity.duid, this.heldBefore(ia)));
});
