// What the service answers, as data. Nothing here decides: an answer of a form that is not known is
// refused, never taken for a good one.

export interface Said {
  readonly zh: string;
  readonly en: string;
}

export interface Reason extends Said {
  readonly code: string;
}

export const VERDICTS = ['VALID', 'VALID_PARTIAL', 'NOT_IN_FORCE', 'UNKNOWN', 'INVALID', 'UNREADABLE'] as const;
export type VerdictName = (typeof VERDICTS)[number];

export interface Field {
  readonly name: string;
  readonly label: Said;
  readonly value: string | boolean;
}

/** What was checked: a code that the service resolved, one that stands alone, one printed on a face, a file. */
export type Mode = 'ONLINE' | 'OFFLINE' | 'FACE' | 'FILE';

export interface Verdict {
  readonly outcome: 'VERDICT';
  readonly verdict: VerdictName;
  readonly reason: Reason;
  readonly next: Said;
  readonly reference?: string;
  readonly checkedAt: string;
  readonly mode: Mode;
  readonly evidence?: { readonly at: string; readonly ageSeconds: number };
  readonly licence?: { readonly type: Said; readonly authority: string };
  readonly fields: readonly Field[];
  readonly portrait?: string;
  readonly findings: readonly Reason[];
  readonly singleUseChecked: boolean;
}

/** The holder has to choose the number that the clerk says. */
export interface Asked {
  readonly outcome: 'ASKED';
  readonly request: string;
  readonly number?: string;
  readonly lapsesAt: string;
}

export interface NotChecked {
  readonly outcome: 'NOT_CHECKED' | 'UNREADABLE';
  readonly reason: Reason;
  readonly next: Said;
  readonly reference?: string;
}

export type Answer = Verdict | Asked | NotChecked;

export class AnswerNotUnderstood extends Error {}

type Json = Record<string, unknown>;

export function answer(json: unknown): Answer {
  const from = object(json);
  switch (from['outcome']) {
    case 'VERDICT':
      return verdict(from);
    case 'ASKED':
      return {
        outcome: 'ASKED',
        request: text(from['request']),
        ...(from['number'] == null ? {} : { number: text(from['number']) }),
        lapsesAt: text(from['lapsesAt']),
      };
    case 'NOT_CHECKED':
    case 'UNREADABLE':
      return {
        outcome: from['outcome'],
        reason: reason(from['reason']),
        next: said(from['next']),
        ...reference(from),
      };
    default:
      throw new AnswerNotUnderstood('outcome');
  }
}

function verdict(from: Json): Verdict {
  const evidence = from['evidence'] == null ? undefined : object(from['evidence']);
  const licence = from['licence'] == null ? undefined : object(from['licence']);
  const mode = from['mode'];
  if (mode !== 'ONLINE' && mode !== 'OFFLINE' && mode !== 'FACE') throw new AnswerNotUnderstood('mode');
  return {
    outcome: 'VERDICT',
    verdict: verdictName(from['verdict']),
    reason: reason(from['reason']),
    next: said(from['next']),
    checkedAt: text(from['checkedAt']),
    mode,
    fields: list(from['fields']).map(field),
    findings: from['findings'] == null ? [] : list(from['findings']).map(reason),
    // What is not said was not done.
    singleUseChecked: from['singleUseChecked'] === true,
    ...reference(from),
    ...(evidence && typeof evidence['at'] === 'string'
      ? { evidence: { at: evidence['at'], ageSeconds: Number(evidence['ageSeconds'] ?? 0) } }
      : {}),
    ...(licence ? { licence: { type: said(licence['type']), authority: name(licence['authority']) } } : {}),
    ...(typeof from['portrait'] === 'string' && from['portrait'] !== ''
      ? { portrait: portrait(from['portrait']) }
      : {}),
  };
}

/**
 * The small answer that anybody gets for the code on a face: in force or not, which type, masked name.
 * It says nothing of when it was checked: that is now.
 */
export function publicAnswer(json: unknown, now: string): Answer {
  const from = object(json);
  if (from['outcome'] !== 'VERDICT') return answer(json);
  const name = verdictName(from['verdict']);
  if ((name === 'VALID') !== (from['inForce'] === true)) throw new AnswerNotUnderstood('inForce');
  return {
    outcome: 'VERDICT',
    verdict: name,
    reason: reason(from['reason']),
    next: said(from['next']),
    checkedAt: now,
    mode: 'FACE',
    fields:
      typeof from['maskedName'] === 'string'
        ? [{ name: 'maskedName', label: { zh: '名称', en: 'Name' }, value: from['maskedName'] }]
        : [],
    findings: [],
    singleUseChecked: false,
    ...(from['type'] == null ? {} : { licence: { type: said(from['type']), authority: '' } }),
  };
}

/** A report on a file, as POST /v1/verifications gives it. */
export function report(json: unknown): Verdict {
  const from = object(json);
  const reasons = list(from['reasons']).map(reason);
  const evidence = from['evidence'] == null ? undefined : object(from['evidence']);
  const licence = from['licence'] == null ? undefined : object(from['licence']);
  const meaning = { zh: text(from['zh']), en: text(from['en']) };
  const name = verdictName(from['verdict']);
  const [first] = reasons;
  return {
    outcome: 'VERDICT',
    verdict: name,
    // One reason: the first of the worst; for a good file what it means to be good.
    reason: name === 'VALID' || !first ? { code: name, ...meaning } : first,
    next: said(from['next']),
    checkedAt: text(from['instant']),
    mode: 'FILE',
    fields: [],
    findings: reasons.slice(1),
    singleUseChecked: false,
    ...(evidence && typeof evidence['issuedAt'] === 'string'
      ? { evidence: { at: evidence['issuedAt'], ageSeconds: Number(evidence['ageSeconds']) } }
      : {}),
    ...(licence
      ? {
          licence: {
            type: both(text(licence['typeName'])),
            authority: typeof licence['issuerName'] === 'string' ? licence['issuerName'] : '',
          },
        }
      : {}),
  };
}

export function verdictName(value: unknown): VerdictName {
  const known = VERDICTS.find((one) => one === value);
  if (!known) throw new AnswerNotUnderstood('verdict');
  return known;
}

export function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new AnswerNotUnderstood('object');
  return value as Json;
}

export function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new AnswerNotUnderstood('list');
  return value;
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new AnswerNotUnderstood('text');
  return value;
}

export function said(value: unknown): Said {
  if (typeof value === 'string') return both(value);
  const from = object(value);
  return { zh: text(from['zh']), en: text(from['en']) };
}

function name(value: unknown): string {
  if (typeof value === 'string') return value;
  return value == null ? '' : text(object(value)['name'] ?? object(value)['zh']);
}

function reason(value: unknown): Reason {
  const from = object(value);
  return { code: text(from['code']), ...said(value) };
}

function field(value: unknown): Field {
  const from = object(value);
  const content = from['value'];
  if (typeof content !== 'string' && typeof content !== 'boolean') throw new AnswerNotUnderstood('value');
  return { name: text(from['name']), label: said(from['label']), value: content };
}

function portrait(value: string): string {
  return value.startsWith('data:image/') ? value : `data:image/jpeg;base64,${value}`;
}

function reference(from: Json): { reference?: string } {
  return typeof from['reference'] === 'string' ? { reference: from['reference'] } : {};
}

/** A name is the same in both languages. */
function both(one: string): Said {
  return { zh: one, en: one };
}
