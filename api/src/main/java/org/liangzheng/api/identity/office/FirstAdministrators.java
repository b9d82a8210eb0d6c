package org.liangzheng.api.identity.office;

import java.util.List;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.person.Account;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two people grant roles, so somebody has to appoint the first two. Done once for an authority,
 * from inside the service: no address leads here.
 */
@Service
public class FirstAdministrators {
  private final Accounts accounts;
  private final Roles roles;
  private final AuditLog audit;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final JsonMapper json;

  FirstAdministrators(
      Accounts accounts,
      Roles roles,
      AuditLog audit,
      TransactionTemplate transactions,
      Ids ids,
      JsonMapper json) {
    this.accounts = accounts;
    this.roles = roles;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
    this.json = json;
  }

  /**
   * Appoints them, if the authority has no administrator.
   *
   * @param people accounts of two or more distinct persons
   * @param actor in whose name, for the record
   * @return whether they were appointed
   * @throws IllegalArgumentException if they are not two distinct persons
   */
  public boolean appoint(OrganizationId authority, List<UUID> people, String actor) {
    long persons =
        people.stream()
            .map(id -> accounts.find(id).filter(Account::enabled).orElseThrow().party())
            .distinct()
            .count();
    if (persons < 2) {
      throw new IllegalArgumentException("administrators begin with two distinct persons");
    }
    return Boolean.TRUE.equals(
        transactions.execute(_ -> {
          if (roles.isAdministered(authority)) {
            return false;
          }
          for (UUID account : people) {
            if (roles.grant(ids.next(), account, authority, Role.ADMINISTRATOR, null)) {
              audit.record(
                  new AuditFact(
                      "FIRST_ADMINISTRATOR", account, authority, actor, json.createObjectNode()));
            }
          }
          return true;
        }));
  }
}
