import type { IaName } from '../../../src/client/bindings.js';
import { type Breaker, type Breakers, nameOf } from './breach.js';

const forAnother: Breaker = ({ when }, ia: IaName) => ({
  ...when,
  what: 'habit',
  habit: 'records another client',
  ia: nameOf(ia),
});
const oneMore: Breaker = ({ when }) => ({ ...when, what: 'habit', habit: 'records one lease more' });

/** Sentences about the server's own record. */
export const recordBreakers: Breakers = {
  'the server has recorded the lease(s) of {ia}': forAnother,
  'the server has recorded what {ia} was given': forAnother,
  'the server has recorded {int} lease(s) of the client': oneMore,
  "the server's record is as remembered": oneMore,
  'the server has ended the lease(s) of {ia}': ({ when }, ia: IaName) => ({
    ...when,
    what: 'habit',
    habit: 'keeps what is given up',
    ia: nameOf(ia),
  }),
};
