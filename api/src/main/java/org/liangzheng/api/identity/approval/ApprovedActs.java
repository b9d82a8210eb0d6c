package org.liangzheng.api.identity.approval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.web.Problem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The kinds of acts that need two people, and who decides them. */
@Component
class ApprovedActs {
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z_]{2,39}");

  private final ObjectProvider<ApprovedAct> beans;
  private final Roles roles;

  ApprovedActs(ObjectProvider<ApprovedAct> beans, Roles roles) {
    this.beans = beans;
    this.roles = roles;
  }

  /** Found when first asked for: the features that own them may need {@link Approvals}. */
  private Map<String, ApprovedAct> all() {
    Map<String, ApprovedAct> acts = new LinkedHashMap<>();
    beans.forEach(act -> {
      if (!NAME.matcher(act.act()).matches() || acts.put(act.act(), act) != null) {
        throw new IllegalStateException("not the name of one act: " + act.act());
      }
    });
    return acts;
  }

  ApprovedAct get(String name) {
    return Optional.ofNullable(all().get(name))
        .orElseThrow(() -> new IllegalStateException("no feature owns the act " + name));
  }

  /** Names of those that people with these roles decide. */
  List<String> decidedBy(Set<Role> held) {
    return all().values().stream()
        .filter(act -> held.contains(act.role()))
        .map(ApprovedAct::act)
        .toList();
  }

  /**
   * Whether a person decides this, as the register has it now and not as it was when the token was
   * looked at.
   *
   * @throws Problem ACT_ROLE_MISSING
   */
  void requireRole(Caller.Officer person, ApprovedAct act) {
    if (!roles.holds(person.account(), person.authority(), act.role())) {
      throw new Problem(ApprovalProblem.ACT_ROLE_MISSING, act.role().name());
    }
  }
}
