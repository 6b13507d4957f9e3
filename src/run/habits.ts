/**
 * Rules of the whole-message validation that the server broke, in whatever scenario. Each has a scenario of its own,
 * `v6.message.<rule>`, that carries the verdict; where that is not selected, the run reports the breach by itself and it counts.
 */
export class Habits {
  readonly #seen = new Map<string, { scenarios: Set<string>; example: string }>();

  note(rule: string, scenario: string, example: string): void {
    const known = this.#seen.get(rule) ?? { scenarios: new Set(), example };
    known.scenarios.add(scenario);
    this.#seen.set(rule, known);
  }

  /** A line for each broken rule whose own scenario is not among these. */
  uncarried(selected: ReadonlySet<string>): string[] {
    return [...this.#seen]
      .filter(([rule]) => !selected.has(`v6.message.${rule}`))
      .map(([rule, { scenarios, example }]) => {
        const [first = ''] = scenarios;
        const where = scenarios.size === 1 ? first : `${first} and ${scenarios.size - 1} more`;
        return `the server breaks the rule "${rule}" of every message: ${example} (in ${where}; see -n v6.message.${rule})`;
      });
  }
}
