import { exitCode, Problem } from '../config/problem.js';
import type { ResolvedConfig } from '../config/types.js';
import type { Site } from '../servers/adapter.js';
import { command, configOption, jsonOption, print } from './command.js';
import { configIfAny, product } from './product.js';
import { lookFor } from './terminal.js';

/** `forge render`: the configuration that a scenario would push, without running it. */
export const render = command({
  name: 'render',
  arguments: '[id]',
  describe: 'Show the server configuration that a scenario would push',
  positionals: { id: { type: 'string', describe: "The scenario's id" } },
  options: {
    server: { type: 'string', value: 'NAME', describe: "The product; else the configuration's, or kea" },
    ...configOption,
    ...jsonOption,
  },
  examples: [
    ['npx forge render --server kea 7550_1', "In Kea's own form"],
    ['npx forge render 7550_1 2>/dev/null > kea-dhcp6.conf', 'The text alone, into a file'],
  ],
  async run(values) {
    if (values.id === undefined) {
      throw new Problem('forge render', 'which scenario?', { mend: 'Give its id: forge render --server kea 7550_1' });
    }
    const config = await configIfAny(values.config);
    const adapter = await product(values.server, config);
    const { makePlan } = await import('../run/plan.js');
    const plan = await makePlan({
      paths: [],
      ids: [values.id],
      product: adapter.name,
      edition: config?.edition ?? '8415',
    });
    const site = config === undefined ? await labSite(adapter.name) : siteOf(config);
    const pushed = plan.scenarios.flatMap((scenario) =>
      scenario.configurations.flatMap((model, index) =>
        adapter.render(model, site, 'shown').map((file) => ({ scenario: scenario.id, push: index + 1, ...file })),
      ),
    );
    if (values.json) {
      await print(JSON.stringify(pushed, null, 2));
      return exitCode.good;
    }
    // The heads go to stderr: stdout alone is a file that the product takes.
    const { paint } = lookFor(process.stderr);
    for (const { scenario, push, path, text } of pushed) {
      process.stderr.write(`${paint.bold(path)}  ${paint.dim(`${scenario}, configuration ${push}`)}\n`);
      await print(text);
    }
    return exitCode.good;
  },
});

function siteOf(config: ResolvedConfig): Site {
  return {
    interfaces: config.links.map((link) => link.serverInterface),
    config: config.server,
    addresses: config.links.map((link) => link.serverAddress),
  };
}

/** Where nothing is configured: the lab's machine. */
async function labSite(name: string): Promise<Site> {
  const { links, managementAddress } = await import('../lab/network.js');
  return {
    interfaces: links.map((link) => link.serverInterface),
    addresses: links.map((link) => link.serverAddress),
    config: { product: name, host: managementAddress, port: 22, user: 'root', login: { agent: true }, sudo: false },
  };
}
