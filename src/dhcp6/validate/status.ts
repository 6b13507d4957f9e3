import { first, values } from '../find.js';
import type { DhcpOption } from '../model.js';
import { statusCode } from '../options/base.js';
import { statusName } from '../status.js';
import { associations } from './leases.js';
import type { Exchange, Rule } from './rule.js';

const noAddresses = 2;
const noBinding = 3;
const notOnLink = 4;
const useMulticast = 5;
const noPrefixes = 6;

/** The clause that puts a status into its IA. */
function placeOf(code: number, message: string): string {
  if (code === notOnLink) return 'R8415-18.3.2-06';
  if (message !== 'ADVERTISE') return code === noPrefixes ? 'R8415-21.21-04' : 'R8415-21.4-05';
  return code === noPrefixes ? 'R8415-18.3.9-24' : 'R8415-18.3.9-22';
}

/** Status codes stand where they belong (RFC 8415, sections 18.3 and 21.13). */
export const statusRules: readonly Rule<Exchange>[] = [
  {
    name: 'status-place',
    title: 'A status of an IA stands in the IA, one of the whole message in the message.',
    judge({ received, sent }, report) {
      const node = first(received, statusCode);
      const top = node?.value?.code;
      const ofOneIa = top === noAddresses || top === noPrefixes || top === noBinding || top === notOnLink;
      if (node !== undefined && ofOneIa && !(top === notOnLink && sent.name === 'CONFIRM')) {
        const repeated = associations(received).some((ia) => ia.status === top);
        report({
          message: `${statusName(top)} of an IA stands in the message${repeated ? ', beside the one in the IA' : ''}`,
          requirement: placeOf(top, received.name),
          weight: repeated ? 'remark' : 'violation',
          node,
        });
      }
      for (const ia of associations(received)) {
        const wrong =
          ia.status === useMulticast || (ia.kind === 'IA_PD' ? ia.status === noAddresses : ia.status === noPrefixes);
        if (!wrong) continue;
        const requirement = ia.kind === 'IA_PD' ? 'R8415-21.21-04' : 'R8415-21.4-05';
        report({ message: `${statusName(ia.status)} in ${ia.kind} ${ia.iaid}`, requirement, node: ia.option });
      }
    },
  },
  {
    name: 'status-known',
    title: 'A status code is one that this edition knows.',
    judge({ received, edition }, report) {
      const visit = (holder: { readonly options: readonly DhcpOption[] }) => {
        for (const option of holder.options) {
          if (option.code === statusCode.code) {
            const code = values({ options: [option] }, statusCode)[0]?.code;
            if (code !== undefined && statusName(code) === `status ${code}`) {
              report({ message: `status code ${code} is not registered`, requirement: 'R8415-21.13-04', node: option });
            }
            if (code === useMulticast && edition === '9915') {
              report({
                message: 'UseMulticast is obsolete',
                requirement: 'R9915-21.13-01',
                weight: 'remark',
                node: option,
              });
            }
          }
          visit(option);
        }
      };
      visit(received);
    },
  },
];
