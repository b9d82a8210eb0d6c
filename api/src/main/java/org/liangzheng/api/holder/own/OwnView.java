package org.liangzheng.api.holder.own;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.text.Said;

/**
 * A licence as its holder sees it in the list.
 *
 * @param tail the last four characters of the number on the licence; the rest is asked for
 * @param statusSince legal day in China on which the last act took effect
 * @param validUntil last legal day; absent when without end
 * @param endsSoon in force, and for 30 days at the most
 * @param mandate by which mandate the caller sees it; absent for one's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OwnView(
    UUID id,
    TypeView type,
    String holderName,
    String tail,
    LicenceState status,
    LocalDate statusSince,
    LocalDate validFrom,
    @Nullable LocalDate validUntil,
    boolean endsSoon,
    IssuerView issuer,
    List<SceneView> scenes,
    @Nullable UUID mandate) {

  /** A type's code and names. */
  public record TypeView(String code, String zh, String en) {
    /** In the language of a page. */
    public String name(boolean english) {
      return english ? en : zh;
    }
  }

  /** Who issued it. */
  public record IssuerView(String id, String name) {}

  /** Why it can be shown, and what that reveals. */
  public record SceneView(
      String code, Said label, boolean offline, boolean sensitive, List<FieldLabel> fields) {
    /** The labels of its fields in the language of a page. */
    public String labels(boolean english, String separator) {
      return fields.stream()
          .map(field -> english ? field.label().en() : field.label().zh())
          .collect(Collectors.joining(separator));
    }
  }

  /** Name and label of a field. */
  public record FieldLabel(String name, Said label) {}
}
