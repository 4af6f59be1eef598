import { Component, type ReactNode } from "react";
import { toChatProblem, type ChatProblem } from "../../core/chat-problem.ts";
import { BrokenSurface } from "./broken-surface.tsx";

export interface SurfaceBoundaryProps {
  readonly onProblem: (problem: ChatProblem) => void;
  readonly onRetry: () => void;
  readonly children: ReactNode;
}

/** Whatever breaks inside the chat, and a part of it that cannot be loaded, leaves the product's page as it is. */
export class SurfaceBoundary extends Component<SurfaceBoundaryProps, { problem: ChatProblem | undefined }> {
  override state: { problem: ChatProblem | undefined } = { problem: undefined };

  static getDerivedStateFromError(thrown: unknown): { problem: ChatProblem } {
    return { problem: toChatProblem(thrown) };
  }

  override componentDidCatch(thrown: unknown): void {
    this.props.onProblem(toChatProblem(thrown));
  }

  override render(): ReactNode {
    const { problem } = this.state;
    return problem ? <BrokenSurface problem={problem} onRetry={this.props.onRetry} /> : this.props.children;
  }
}
