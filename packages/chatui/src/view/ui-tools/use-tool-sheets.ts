import { sheet as controls } from "../../styles/generated/controls.ts";
import { sheet } from "../../styles/generated/ui-tools.ts";
import { useSheet } from "../style-root.ts";

/** The styles of what agents show. */
export function useToolSheets(): void {
  useSheet(controls);
  useSheet(sheet);
}
