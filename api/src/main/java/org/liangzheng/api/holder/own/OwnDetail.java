package org.liangzheng.api.holder.own;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.liangzheng.api.text.Said;

/**
 * A licence as its holder sees it alone.
 *
 * @param number printed on the licence, in full
 * @param pages how many pages its face has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OwnDetail(
    OwnView licence, String number, LocalDate issueDate, int pages, List<FieldView> fields) {

  /**
   * A field of the face that is text.
   *
   * @param personal it says something of a person: pages show it only when asked
   */
  public record FieldView(String name, Said label, String value, boolean personal) {}
}
