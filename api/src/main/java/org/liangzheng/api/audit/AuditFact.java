package org.liangzheng.api.audit;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.node.ObjectNode;

/**
 * One act for the log. Names nobody: people stand here by opaque ids only, and so do licences.
 *
 * @param act what was done: UPPER_SNAKE, 3 to 40 characters, stable
 * @param subject what it was done to, an opaque id
 * @param authority in whose name; null for what people do in their own affairs
 * @param actor who asked: an opaque id
 * @param facts further members of the record; strings, whole numbers, booleans, arrays, objects
 */
public record AuditFact(
    String act, UUID subject, @Nullable OrganizationId authority, String actor, ObjectNode facts) {
  private static final Pattern ACT = Pattern.compile("[A-Z][A-Z_]{2,39}");

  public AuditFact {
    if (!ACT.matcher(act).matches()) {
      throw new IllegalArgumentException("not the name of an act");
    }
  }
}
