import type { OptionType } from './define.js';
import type { DhcpOption, OptionContainer } from './model.js';

/** All options of this type in a message or option, in order, also those that could not be decoded. */
export function all<V>(container: OptionContainer, type: OptionType<V>): DhcpOption<V>[] {
  return container.options.filter((option) => option.code === type.code) as DhcpOption<V>[];
}

/** The first option of this type, decoded or not. */
export function first<V>(container: OptionContainer, type: OptionType<V>): DhcpOption<V> | undefined {
  return container.options.find((option) => option.code === type.code) as DhcpOption<V> | undefined;
}

/** The decoded values of all options of this type, in order. */
export function values<V>(container: OptionContainer, type: OptionType<V>): V[] {
  return all(container, type).flatMap((option) => (option.value === undefined ? [] : [option.value]));
}

/** The decoded value of the first option of this type. */
export function value<V>(container: OptionContainer, type: OptionType<V>): V | undefined {
  return first(container, type)?.value;
}

/** Takes all options of this type out of the container; gives back how many there were. */
export function remove(container: { options: DhcpOption[] }, type: Pick<OptionType, 'code'>): number {
  const before = container.options.length;
  const kept = container.options.filter((option) => option.code !== type.code);
  container.options.splice(0, before, ...kept);
  return before - kept.length;
}

/** Puts the option in the place of the first of its code, and drops further ones; at the end where there was none. */
export function replace(container: { options: DhcpOption[] }, option: DhcpOption): void {
  const at = container.options.findIndex((one) => one.code === option.code);
  remove(container, option);
  container.options.splice(at < 0 ? container.options.length : at, 0, option);
}
