import { Component, type ReactNode } from 'react';
import { NoticeBox } from './notice-box.tsx';

interface Props {
  readonly children: ReactNode;
  readonly onFailure: (text: string) => void;
}

/** A panel that throws while it is drawn becomes a red box, and the others stay. */
export class FailureBoundary extends Component<Props, { readonly failure?: string }> {
  override state: { readonly failure?: string } = {};

  static getDerivedStateFromError(error: unknown): { readonly failure: string } {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  override componentDidCatch(error: Error): void {
    this.props.onFailure(error.message);
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === undefined) return this.props.children;
    return <NoticeBox notice={{ kind: 'problem', text: failure }} />;
  }
}
