export { describeError, type ErrorDescription } from "./server/describe-error.ts";
export { jsonDepth } from "./server/json-depth.ts";
export { namedVariables, type RawEnvironment } from "./server/raw-environment.ts";
export { Secret } from "./server/secret.ts";
export {
  dnsLabel,
  flag,
  httpUrl,
  list,
  makeSecret,
  oneOf,
  origin,
  origins,
  secret,
  variable,
  type VariableNotes,
  wholeNumber,
} from "./server/variable.ts";
