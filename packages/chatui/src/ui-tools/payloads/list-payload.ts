import * as v from "valibot";
import { choiceEntries, Item } from "./choice.ts";
import { must, payload } from "./payload.ts";

/** `core.list` */
export const ListPayload = payload({
  items: must(v.array(Item), "The items. A text alone is an item with a title."),
  ...choiceEntries,
});
