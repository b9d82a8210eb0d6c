package org.liangzheng.api.identity;

/**
 * Kinds of acts by how much hangs on the right person doing them; settings name the weakest {@link
 * org.liangzheng.api.identity.person.Assurance} for each.
 */
public enum ActKind {
  /** A person in its own affairs. */
  HOLDER,
  /** Daily work for an authority. */
  OFFICE,
  /** What changes who may do what, or takes two people: also needs a fresh sign-in. */
  WEIGHTY,
  /** What a verifier point does; no person is recognised for it. */
  POINT
}
