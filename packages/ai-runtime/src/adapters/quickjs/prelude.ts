/**
 * Runs inside of the isolate before any other code, so that it holds the untouched JSON. An expression: the function that
 * makes a call. What it takes and gives is text.
 */
export const prelude = `(() => {
  const { parse, stringify } = JSON;
  const { hasOwn } = Object;
  const push = Function.prototype.call.bind(Array.prototype.push);
  const text = String;
  return async (workflow, name, input, log) => {
    const { args, context, session } = parse(input);
    const changes = [];
    const changed = { __proto__: null };
    const copy = (value) => (value === undefined ? undefined : parse(stringify(value)));
    const say = (level) => (...said) => { log(level, stringify(said)); };
    const tool = {
      context: {
        get: (key) => copy(key in changed ? changed[key] : hasOwn(context, key) ? context[key] : undefined),
        set: (key, value) => {
          changed[text(key)] = copy(value ?? null);
          push(changes, [text(key), copy(value ?? null)]);
        },
        all: () => copy({ ...context, ...changed }),
      },
      session,
      log: { info: say("info"), warn: say("warn") },
    };
    if (typeof workflow !== "object" || typeof workflow[name] !== "function") throw new Error("the code does not export it");
    const result = await workflow[name](args, tool);
    return stringify({ result: result === undefined ? null : result, changes });
  };
})()`;
