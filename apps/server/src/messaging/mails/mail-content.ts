/** A piece of a mail. The same pieces become html and plain text, so that both say the same. */
export type MailBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] };

/** What a mail says, without a word on how it looks. */
export type MailContent = {
  readonly subject: string;
  /** The line that inboxes show after the subject. */
  readonly preheader: string;
  readonly heading: string;
  readonly blocks: readonly MailBlock[];
  /** What the mail says to the reader's calendar. */
  readonly calendar?: CalendarPart | null;
};

/** An iCalendar object on its way by mail (RFC 6047). */
export type CalendarPart = { readonly method: 'REQUEST' | 'CANCEL'; readonly text: string };

export function paragraph(text: string): MailBlock {
  return { kind: 'paragraph', text };
}

/** Smaller print below: why the mail came, and what to do if it should not have. */
export function note(text: string): MailBlock {
  return { kind: 'note', text };
}

export function code(digits: string): MailBlock {
  return { kind: 'code', code: digits };
}

export function button(label: string, url: string): MailBlock {
  return { kind: 'button', label, url };
}

/** Smaller than a button: for what few want to do. */
export function link(label: string, url: string): MailBlock {
  return { kind: 'link', label, url };
}

/** Rows of what and how much; those without a value are left out. */
export function facts(rows: (readonly [label: string, value: string | null | undefined])[]): MailBlock {
  return {
    kind: 'facts',
    rows: rows.filter((row): row is readonly [string, string] => row[1] != null && row[1] !== ''),
  };
}
