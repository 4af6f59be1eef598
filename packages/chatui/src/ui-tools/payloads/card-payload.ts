import * as v from "valibot";
import { choiceEntries, Item } from "./choice.ts";
import { must, payload } from "./payload.ts";

/** `core.card` */
export const CardPayload = payload({
  cards: must(v.array(Item), "The cards. A text alone is a card with a title."),
  ...choiceEntries,
});
