import {Check} from '../api';
import {State} from '../state';
import {TextEditor} from '../editor';

/** What tabs share: the state, the editor, and how they reach each other. */
export interface Desk {
  readonly state: State;
  readonly editor: TextEditor;
  readonly nonce: string;
  check: Check | null;
  /** The events that rules run over; none until some are given. */
  events: {id: string; name: string; count: number; problems: string[]} | null;
  /** Says that the state has changed, so that the link follows. */
  changed(): void;
  show(tab: string): void;
  open(file: string): Promise<void>;
  takeEvents(content: Blob, name: string): Promise<void>;
  takeEventFile(index: number): Promise<void>;
  selectEvent(number: number): Promise<void>;
}

/** A tab: drawn when it is looked at, and again when what it shows has changed. */
export interface Tab {
  readonly element: HTMLElement;
  /** Brings it up to date. Called when it is shown, and while it is when the rule or the events change. */
  refresh(signal: AbortSignal): Promise<void>;
}
