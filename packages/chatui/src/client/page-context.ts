import type { Json } from "@mozaiks/contracts/fold";

/** What the page around the chat says about itself: each of its parts has a say. */
export interface PageContext {
  /** Sets what the page as a whole says, in place of what it said before. Its parts win over it. */
  readonly set: (values: Readonly<Record<string, Json>>) => void;
  /** Sets what one part says, until the returned function takes it back. Later parts win over earlier ones. */
  readonly provide: (values: Readonly<Record<string, Json>>) => () => void;
  /** Everything together; undefined when nobody says anything. */
  readonly read: () => Record<string, Json> | undefined;
}

export function createPageContext(): PageContext {
  let whole: Readonly<Record<string, Json>> = {};
  const parts = new Set<Readonly<Record<string, Json>>>();
  return {
    set(values) {
      whole = { ...values };
    },
    provide(values) {
      const part = { ...values };
      parts.add(part);
      return () => void parts.delete(part);
    },
    read() {
      const together = Object.assign({}, whole, ...parts) as Record<string, Json>;
      return Object.keys(together).length === 0 ? undefined : together;
    },
  };
}
