package org.liangzheng.api.seal.office;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.identity.approval.Approved;
import org.liangzheng.api.identity.approval.ApprovedAct;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.seal.SealKind;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.seal.SealRules;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A step of a seal's life that two seal keepers decide. */
final class SealTwoPeople implements ApprovedAct {
  private final SealAct act;
  private final SealOffice office;
  private final SealStore store;
  private final SealPictures pictures;
  private final Custody custody;
  private final JsonMapper json;

  private SealTwoPeople(SealAct act, Makers makers) {
    this.act = act;
    this.office = makers.office();
    this.store = makers.store();
    this.pictures = makers.pictures();
    this.custody = makers.custody();
    this.json = makers.json();
  }

  /** What carries such steps out. */
  @Component
  record Makers(
      SealOffice office, SealStore store, SealPictures pictures, Custody custody, JsonMapper json) {
    SealTwoPeople of(SealAct act) {
      return new SealTwoPeople(act, this);
    }
  }

  /**
   * What is proposed, with what who approves has to read.
   *
   * @param name of the seal
   * @param picture of a remake
   * @param rules of a change of rules, or those applied for
   */
  record Proposed(
      @Nullable UUID seal,
      @Nullable String name,
      @Nullable SealKind kind,
      @Nullable Integer version,
      @Nullable String reason,
      @Nullable PictureBody picture,
      @Nullable SealRules rules) {}

  @Override
  public String act() {
    return act.recordName();
  }

  @Override
  public Role role() {
    return Role.SEAL_KEEPER;
  }

  @Override
  public UUID check(OrganizationId authority, JsonNode request) {
    SealRow seal = seal(authority, read(request));
    office.require(seal, act);
    return seal.id();
  }

  private SealRow seal(OrganizationId authority, Proposed asked) {
    UUID id =
        Optional.ofNullable(asked.seal()).orElseThrow(() -> new Problem(SealProblem.SEAL_UNKNOWN));
    return office.get(id, authority);
  }

  private Proposed read(JsonNode request) {
    return json.treeToValue(request, Proposed.class);
  }

  @Override
  public Runnable execute(Approved approved) {
    Proposed asked = read(approved.request());
    SealRow seal = seal(approved.authority(), asked);
    SealOffice.By by =
        new SealOffice.By(
            approved.approvers().getLast().toString(), act(), Optional.of(approved.proposal()));
    String reason = Optional.ofNullable(asked.reason()).orElse("");
    return switch (act) {
      case APPROVE, REVOKE -> () -> office.move(seal, act, by, asked.reason());
      case REMAKE -> {
        Optional<SealPicture> picture =
            Optional.ofNullable(asked.picture()).map(body -> pictures.of(body, "/picture"));
        yield () -> office.remake(seal, picture, by, reason);
      }
      case CHANGE_RULES -> {
        SealRules rules = Optional.ofNullable(asked.rules()).orElseThrow();
        yield () -> office.changeRules(seal, rules, by, reason);
      }
      case DESTROY -> {
        // Keys that their device does not destroy stay, and sign nothing under their rule.
        store
            .keys(seal.id())
            .forEach(key -> {
              var _ = custody.destroyKey(key);
            });
        yield () -> office.move(seal, act, by, reason);
      }
      case APPLY, WITHDRAW, KEY, CERTIFY, ACTIVATE, SUSPEND, RESUME ->
          throw new IllegalStateException("one person does this: " + act);
    };
  }
}
