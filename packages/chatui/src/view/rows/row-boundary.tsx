import { Component, type ReactNode } from "react";
import { useMessages } from "../use-messages.ts";

export interface RowBoundaryProps {
  /** What is shown. When it changes, what failed before is tried again. */
  readonly of: unknown;
  readonly children: ReactNode;
}

interface RowBoundaryState {
  readonly failedOf: unknown;
  readonly hasFailed: boolean;
}

/** A row that cannot be shown becomes a neutral line: the chat around it lives on. */
export class RowBoundary extends Component<RowBoundaryProps, RowBoundaryState> {
  override state: RowBoundaryState = { failedOf: undefined, hasFailed: false };

  static getDerivedStateFromError(): Partial<RowBoundaryState> {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps({ of }: RowBoundaryProps, state: RowBoundaryState): Partial<RowBoundaryState> {
    return of === state.failedOf ? {} : { failedOf: of, hasFailed: false };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <UnknownRow /> : this.props.children;
  }
}

/** In the place of something that this version of the chat cannot show. */
export function UnknownRow({ kind }: { kind?: string }): ReactNode {
  const { rows: words } = useMessages();
  return (
    <p className="mz-line" data-unknown title={kind}>
      <span className="mz-dot" />
      <span>{words.cannotBeShown}</span>
    </p>
  );
}
