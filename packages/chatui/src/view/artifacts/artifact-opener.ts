import { createContext, useContext } from "react";

/** Shows something beside the chat: an artifact's id, or a place of `ArtifactView`. */
export interface ArtifactOpener {
  readonly open: (artifact: string, version?: number) => void;
  /** What is open there now; undefined as well when it is made small. */
  readonly shown: string | undefined;
}

export const ArtifactOpenerContext = createContext<ArtifactOpener | undefined>(undefined);

/** Absent where there is no room beside the chat, as in a widget: then things are shown in the conversation. */
export function useArtifactOpener(): ArtifactOpener | undefined {
  return useContext(ArtifactOpenerContext);
}
