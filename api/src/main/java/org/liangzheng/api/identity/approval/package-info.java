/**
 * Two people (design §4.12): what needs them is proposed, approved by two distinct natural persons
 * and then carried out exactly as approved.
 *
 * <p>How a feature uses it:
 *
 * <ol>
 *   <li>It has one bean of {@link org.liangzheng.api.identity.approval.ApprovedAct} for each kind
 *       of act: its name, the role whose holders decide, a check, and how it is carried out.
 *   <li>Its endpoint takes a {@link org.liangzheng.api.identity.Caller.Officer} and answers 202
 *       with what {@link org.liangzheng.api.identity.approval.Approvals#propose} gives, inside
 *       {@code Idempotency}. Proposing is the proposer's own approval: it has read what it
 *       proposes. One more person is needed, and never less: persons are told apart by who they
 *       are, not by account.
 *   <li>Nothing more. Approving, refusing and withdrawing have their endpoints here; after the
 *       second approval the act's {@code execute} is called, outside any transaction, with the
 *       request as it was approved; what it returns runs in the transaction that marks the proposal
 *       as executed. One node at a time does so. After a crash it is called again with the same
 *       proposal id, so that what it does outside the database has to be found again by that id. A
 *       final {@code Problem} it throws makes the proposal FAILED with the problem's code; anything
 *       else leaves it APPROVED, to be tried again within a minute.
 * </ol>
 *
 * <p>The digest is SHA-256 over act, authority and request, canonically spelled ({@code
 * RequestDigest}). Who approves sends the digest of what it read; another one is refused. The
 * request is kept encrypted, and its digest is computed anew before it is carried out.
 *
 * <p>Life: OPEN → APPROVED → EXECUTED or FAILED; OPEN → REFUSED (by one, with a reason), WITHDRAWN
 * (by the proposer), EXPIRED (unanswered for as long as the act allows).
 */
@NullMarked
package org.liangzheng.api.identity.approval;

import org.jspecify.annotations.NullMarked;
