import { Component, type ReactNode } from "react";

export interface ToolBoundaryProps {
  /** What is drawn when the tool throws. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** A tool that throws takes nothing with it. */
export class ToolBoundary extends Component<ToolBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
