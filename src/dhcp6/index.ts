export * from './address.js';
export { concat, equalBytes, fromHex, hex } from './bytes.js';
export { type DecodeOptions, decode, decodeOptions, depthLimit } from './decode.js';
export { type Declaration, type OptionMaker, type OptionType, option } from './define.js';
export { type Duid, duid, duidFault, duidText, type ParsedDuid, parseDuid } from './duid.js';
export { encode, encodeOptions, encodePayload } from './encode.js';
export {
  type ArgumentOf,
  type DefaultedField,
  defaulted,
  type Field,
  type Fields,
  maybe,
  type ValueOf,
} from './field.js';
export * as fields from './fields.js';
export { infinity, type Suboption, type TypedSuboption } from './fields.js';
export { all, first, remove, replace, value, values } from './find.js';
export { fieldFromJson, fromJson, optionFromJson, optionToJson, toJson } from './json.js';
export { bend, lieFault } from './lies.js';
export { type Craft, clone, craft, message, type RelayName, rawOption, relay } from './make.js';
export * from './messages.js';
export * from './model.js';
export * from './options.js';
export { type PrintedLine, printMessage, printOption, summary } from './print.js';
export { optionByCode, optionByName, optionName, options, register } from './registry.js';
export { innermost, relayLayers, wrap } from './relayed.js';
export * from './status.js';
export { answerRules, ruleList, validateAnswer } from './validate/answer.js';
export type { Edition, Exchange, Rule, Violation } from './validate/rule.js';
export { type Finding, findings, messageIn, walk } from './walk.js';
