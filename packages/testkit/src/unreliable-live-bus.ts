import type { PartialMessage } from "@mozaiks/contracts";
import type { LiveBus } from "@mozaiks/ai-runtime/ports";

/**
 * A bus that keeps no more than its promise: each message is lost with probability `lose` and doubled with `double`;
 * a double comes with a later message. Partial texts are lost as often, or an older answer comes instead.
 * `random` gives numbers from 0 to 1.
 */
export function unreliableLiveBus(
  bus: LiveBus,
  { random, lose, double }: { random: () => number; lose: number; double: number },
): LiveBus {
  let older: PartialMessage | undefined;
  return {
    publish: (tenant, chatId, message) => bus.publish(tenant, chatId, message),
    servePartial: (tenant, chatId, answer) => bus.servePartial(tenant, chatId, answer),
    async partial(tenant, chatId) {
      const partial = await bus.partial(tenant, chatId);
      if (random() < lose) return random() < 0.5 ? older : undefined;
      if (random() < 0.2) older = partial;
      return partial;
    },
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
    subscribe(tenant, chatId, listener) {
      const late: Parameters<typeof listener>[0][] = [];
      return bus.subscribe(tenant, chatId, (message) => {
        if (random() < lose) return;
        listener(message);
        if (random() < double) late.push(message);
        if (late.length > 0 && random() < 0.3) for (const again of late.splice(0)) listener(again);
      });
    },
  };
}
