package org.liangzheng.api.seal.office;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.KeyRule;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.seal.SealRules;
import org.liangzheng.api.seal.SealState;
import org.liangzheng.api.seal.office.SealRow.InUse;
import org.liangzheng.api.seal.office.SealRow.Made;
import org.liangzheng.api.seal.office.SealRow.Open;
import org.liangzheng.api.seal.office.SealRow.Stage;
import org.liangzheng.api.trust.StatusAct;
import org.liangzheng.api.trust.StatusKind;
import org.liangzheng.api.trust.Statuses;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the life of seals. Each step is written in one transaction with its record, the rule of the
 * key in custody, and the seal's entry in the status list: a seal that is suspended here stamps
 * nowhere from that moment on.
 */
@Component
class SealOffice {
  private final SealStore store;
  private final SealSteps steps;
  private final Statuses statuses;
  private final Custody custody;
  private final AuditLog audit;
  private final Ids ids;
  private final Clock clock;
  private final JsonMapper json;

  SealOffice(
      SealStore store,
      SealSteps steps,
      Statuses statuses,
      Custody custody,
      AuditLog audit,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    this.store = store;
    this.steps = steps;
    this.statuses = statuses;
    this.custody = custody;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Who does a step, and by which right.
   *
   * @param actor account
   * @param authorisedBy scope of one person, or the name of the act that two approved
   */
  record By(String actor, String authorisedBy, Optional<UUID> proposal) {}

  /**
   * A seal of an authority.
   *
   * @throws Problem SEAL_UNKNOWN, also for other authorities'
   */
  SealRow get(UUID id, OrganizationId authority) {
    return store
        .find(id)
        .filter(seal -> seal.authority().equals(authority))
        .orElseThrow(() -> new Problem(SealProblem.SEAL_UNKNOWN));
  }

  /** What was done to a seal of an authority, oldest first. */
  List<SealStep> history(UUID id, OrganizationId authority) {
    return steps.of(get(id, authority).id());
  }

  /** Writes an application down. */
  void apply(SealRow seal, SealPicture picture, By by) {
    Instant now = now();
    store.insert(seal);
    if (!store.prepare(seal.id(), 1, Optional.of(picture), now)) {
      throw new IllegalStateException("a new seal has a version");
    }
    record(seal, SealAct.APPLY, 1, seal.state(), by, null, now);
  }

  /**
   * Whether an act may follow now.
   *
   * @throws Problem SEAL_ACT_NOT_NOW, SEAL_MAKING_NOT_NOW
   */
  void require(SealRow seal, SealAct act) {
    if (!act.allowedFrom(seal.state())) {
      throw new Problem(OfficeProblem.SEAL_ACT_NOT_NOW, act.name(), seal.state().name());
    }
    Optional<Stage> stage = seal.open().map(Open::stage);
    boolean fits =
        switch (act) {
          case KEY -> stage.isPresent() && stage.get() != Stage.MADE;
          case CERTIFY -> stage.equals(Optional.of(Stage.KEYED));
          case ACTIVATE -> stage.equals(Optional.of(Stage.MADE));
          case REMAKE -> stage.isEmpty();
          case APPLY, WITHDRAW, APPROVE, SUSPEND, RESUME, REVOKE, CHANGE_RULES, DESTROY -> true;
        };
    if (!fits) {
      throw new Problem(
          OfficeProblem.SEAL_MAKING_NOT_NOW, act.name(), stage.map(Enum::name).orElse("-"));
    }
  }

  /** Writes a key down, in the transaction of its act. */
  void keyed(SealRow seal, Open open, KeyRef key, By by, @Nullable String reason) {
    Instant now = now();
    requireHeld(store.keyed(seal.id(), open.version(), key), seal, SealAct.KEY);
    record(seal, SealAct.KEY, open.version(), seal.state(), by, reason, now);
  }

  /** Writes a seal that was made down, in the transaction of its act. */
  void made(SealRow seal, Open open, Made made, By by, @Nullable String reason) {
    requireHeld(store.made(seal.id(), open.version(), made), seal, SealAct.CERTIFY);
    record(seal, SealAct.CERTIFY, open.version(), seal.state(), by, reason, now());
  }

  /** Takes the seal that was made into use, in the transaction of its act. */
  void activate(SealRow seal, By by, @Nullable String reason) {
    Instant now = now();
    Open open = seal.open().orElseThrow();
    Made made = open.made().orElseThrow();
    KeyRef key = open.key().orElseThrow();
    seal.inUse()
        .ifPresent(before -> {
          store.end(seal.id(), true, now);
          custody.setRule(before.key(), rule(seal.rules(), before, false));
          status(before, StatusAct.CANCELLED, now);
        });
    try {
      requireHeld(store.activate(seal, open, made, key, now), seal, SealAct.ACTIVATE);
    } catch (DuplicateKeyException other) {
      throw new Problem(OfficeProblem.LICENCE_SEAL_IN_USE);
    }
    custody.setRule(key, seal.rules().keyRule(true, made.signer().notAfter()));
    seal.inUse().ifPresent(before -> custody.carryGrants(before.key(), key));
    record(seal, SealAct.ACTIVATE, open.version(), SealState.ACTIVE, by, reason, now);
  }

  /** Any step that moves the seal and makes nothing, in the transaction of its act. */
  void move(SealRow seal, SealAct act, By by, @Nullable String reason) {
    Instant now = now();
    SealState to = act.after(seal.state());
    try {
      requireHeld(store.move(seal.id(), seal.state(), to), seal, act);
    } catch (DuplicateKeyException other) {
      throw new Problem(OfficeProblem.LICENCE_SEAL_IN_USE);
    }
    if (to == SealState.REVOKED || to == SealState.WITHDRAWN) {
      store.end(seal.id(), false, now);
    }
    if (to == SealState.REVOKED) {
      store.end(seal.id(), true, now);
    }
    seal.inUse()
        .ifPresent(use -> {
          if (to != seal.state()) {
            custody.setRule(use.key(), rule(seal.rules(), use, to == SealState.ACTIVE));
          }
          switch (act) {
            case SUSPEND -> status(use, StatusAct.SUSPENDED, now);
            case RESUME -> status(use, StatusAct.IN_FORCE, now);
            case REVOKE -> status(use, StatusAct.REVOKED, now);
            default -> {
              // Nothing that a verifier has to know.
            }
          }
        });
    record(seal, act, seal.version(), to, by, reason, now);
  }

  /** Begins a new version, in the transaction of its act. */
  void remake(SealRow seal, Optional<SealPicture> picture, By by, String reason) {
    Instant now = now();
    int next = seal.version() + 1;
    for (int used = 0; !store.prepare(seal.id(), next, picture, now); used++) {
      // A number that a version was begun under and never finished is not used again.
      if (used == 100 || store.find(seal.id()).flatMap(SealRow::open).isPresent()) {
        throw new Problem(
            OfficeProblem.SEAL_MAKING_NOT_NOW, SealAct.REMAKE.name(), Stage.PREPARED.name());
      }
      next++;
    }
    record(seal, SealAct.REMAKE, next, seal.state(), by, reason, now);
  }

  /** Changes the rules, in the transaction of its act. */
  void changeRules(SealRow seal, SealRules rules, By by, String reason) {
    // The key is enabled by the state that was read: of a seal that was suspended since, never.
    requireHeld(store.rules(seal.id(), seal.state(), rules), seal, SealAct.CHANGE_RULES);
    seal.inUse()
        .ifPresent(
            use -> custody.setRule(use.key(), rule(rules, use, seal.state() == SealState.ACTIVE)));
    record(seal, SealAct.CHANGE_RULES, seal.version(), seal.state(), by, reason, now());
  }

  private static KeyRule rule(SealRules rules, InUse use, boolean enabled) {
    return rules.keyRule(enabled, use.signer().notAfter());
  }

  private void status(InUse use, StatusAct act, Instant since) {
    use.statusIndex().ifPresent(index -> statuses.set(StatusKind.SEAL, index, act, since));
  }

  private static void requireHeld(boolean held, SealRow seal, SealAct act) {
    if (!held) {
      // Another step came in between.
      throw new Problem(OfficeProblem.SEAL_ACT_NOT_NOW, act.name(), seal.state().name());
    }
  }

  private void record(
      SealRow seal,
      SealAct act,
      int version,
      SealState to,
      By by,
      @Nullable String reason,
      Instant now) {
    String from = act == SealAct.APPLY ? "" : seal.state().name();
    steps.insert(
        new SealStep(
            ids.next(),
            seal.id(),
            act,
            version,
            from,
            to.name(),
            by.actor(),
            by.authorisedBy(),
            by.proposal(),
            Optional.ofNullable(reason),
            now));
    ObjectNode facts = json.createObjectNode();
    facts.put("from", from);
    facts.put("to", to.name());
    facts.put("kind", seal.kind().name());
    facts.put("version", version);
    by.proposal().ifPresent(proposal -> facts.put("proposal", proposal.toString()));
    audit.record(new AuditFact(act.recordName(), seal.id(), seal.authority(), by.actor(), facts));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
