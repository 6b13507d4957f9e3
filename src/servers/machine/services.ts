import type { RemoteHost } from '../../remote/types.js';
import { shellOrProblem } from './shell.js';

/** A system service as its manager shows it. */
export interface ServiceState {
  readonly unit: string;
  /** `loaded`, `masked`, … */
  readonly load: string;
  /** `active`, `inactive`, `failed`, `activating`, … */
  readonly active: string;
  /** `running`, `dead`, `auto-restart`, … */
  readonly sub: string;
  /** How its last run ended: `success`, `exit-code`, `signal`, … */
  readonly result: string;
}

/** Those of the units that are there; none where no systemd runs. */
export async function serviceStates(host: RemoteHost, units: readonly string[]): Promise<ServiceState[]> {
  const out = await shellOrProblem(host, 'looking at services', stateScript, units);
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [unit = '', load = '', active = '', sub = '', result = ''] = line.split(' ');
      return { unit, load, active, sub, result };
    })
    .filter((one) => one.load !== 'not-found');
}

const stateScript = `
[ -d /run/systemd/system ] || exit 0
for unit; do
  systemctl show -p LoadState -p ActiveState -p SubState -p Result "$unit" | {
    load=- active=- sub=- result=-
    while IFS='=' read -r key value; do
      case $key in LoadState) load=$value ;; ActiveState) active=$value ;; SubState) sub=$value ;; Result) result=$value ;; esac
    done
    echo "$unit $load $active $sub $result"
  }
done
`;
