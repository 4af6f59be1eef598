import type { ReactNode } from "react";
import { sheet as cards } from "../../styles/generated/cards.ts";
import { sheet as controls } from "../../styles/generated/controls.ts";
import { sheet as layout } from "../../styles/generated/layout.ts";
import { sheet as transcript } from "../../styles/generated/transcript.ts";
import { useSheet } from "../style-root.ts";

/** The looks of a conversation, for surfaces that show one. Those of rich text come with it. */
export function ChatSheets({ children }: { children: ReactNode }): ReactNode {
  useSheet(layout);
  useSheet(controls);
  useSheet(transcript);
  useSheet(cards);
  return children;
}
