/** What the service says about sharing, as far as the pages show it. */
export interface Said {
  zh: string;
  en: string;
}

export interface Body {
  id: string;
  name: string;
}

export type Form = 'FIELDS' | 'ANSWER' | 'ORIGINAL' | 'COPY';

export interface Choice {
  type: string;
  name: Said;
  forms: Form[];
  fields: Said[];
  questions: Said[];
}

export interface Item {
  code: string;
  name: Said;
  basis: 'STATUTORY' | 'CONSENT';
  need: 'ANY' | 'ALL';
  fetchers: Body[];
  choices: Choice[];
}

export interface Asked {
  matter: string;
  version: number;
  name: Said;
  purpose: Said;
  materials: Item[];
}

export type State = 'PENDING' | 'GRANTED' | 'REFUSED' | 'WITHDRAWN' | 'ENDED';

export interface Request {
  id: string;
  caseId: string;
  asker: Body;
  request: Asked;
  state: State;
  means?: 'PAGE' | 'CODE' | 'STANDING';
  askedAt: string;
  decidedAt?: string;
  revocable: boolean;
  digest: string;
}

export interface Standing {
  id: string;
  matter: string;
  version: number;
  name: Said;
  authority: Body;
  validUntil: string;
  grantedAt: string;
  withdrawnAt?: string;
}

/** How a material would be covered. */
export type Coverage = 'COVERED' | 'SEVERAL' | 'ISSUER_UNREACHABLE' | 'ENDED' | 'NOT_FOUND' | 'ASK_HOLDER';

export interface PreviewLicence {
  id?: string;
  type: Said;
  issuer: Body;
  fields: { name: string; label: Said; value: string }[];
  answers: { code: string; question: Said; yes: boolean }[];
  files: Form[];
}

/** What agreeing would hand over now. */
export interface Preview {
  materials: { code: string; name: Said; state: Coverage; licences: PreviewLicence[] }[];
}

export interface Consents {
  requests: Request[];
  standing: Standing[];
}

export interface CaseUse {
  id: string;
  material: string;
  asker: Body;
  licence: string;
  type: string;
  form: Form;
  basis: 'STATUTORY' | 'CONSENT';
  at: string;
  standing: string;
  objection?: string;
}

export interface Case {
  id: string;
  asker: Body;
  request: Asked;
  state: 'OPEN' | 'CLOSED';
  openedAt: string;
  closedAt?: string;
  uses: CaseUse[];
}

export interface Cases {
  cases: Case[];
}

export interface Objection {
  id: string;
  fetch: string;
  state: 'OPEN' | 'UPHELD' | 'REJECTED';
  paused: boolean;
  dueOn: string;
  overdue: boolean;
  text: string;
  answer?: string;
  objectedAt: string;
}

export interface Objections {
  objections: Objection[];
}

/** `?principal=…`, of the one that the page is about. */
export function about(place: HTMLElement): string {
  return `?principal=${encodeURIComponent(place.dataset.principal ?? '')}`;
}

/** Short enough to be read out: the end of the identifier. */
export function number(objection: { id: string }): string {
  return `Y-${objection.id.slice(-6).toUpperCase()}`;
}
