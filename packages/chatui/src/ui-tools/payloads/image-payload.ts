import * as v from "valibot";
import { choiceEntries } from "./choice.ts";
import { Id, maybe, must, payload } from "./payload.ts";

const Picture = v.object({
  id: maybe(Id, "What the answer names it by. Default: its place, from 1."),
  src: must(v.string(), "Its address: `https:`, or `data:`."),
  alt: must(v.string(), "What can be seen, for those who cannot see it."),
  caption: maybe(v.string(), "What is written below."),
});
export type Picture = v.InferOutput<typeof Picture> & { readonly id: Id };

/** `core.image` */
export const ImagePayload = payload({
  images: must(v.array(Picture), "The pictures."),
  ...choiceEntries,
});
