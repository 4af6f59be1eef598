export { allArtifacts, type ArtifactTab, type ArtifactView } from "./artifacts/artifact-view.ts";
export { ArtifactPanel, type ArtifactPanelProps } from "./view/artifacts/artifact-panel.tsx";
