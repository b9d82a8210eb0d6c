package org.liangzheng.cli.demo.made;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * An invented company with what its business licence says.
 *
 * @param rare whether its representative's name has a character beyond the 20,992 of Unicode 1.0.1
 *     that every font has
 */
public record Company(
    String code,
    String name,
    String kind,
    String representative,
    boolean rare,
    String capital,
    LocalDate establishedOn,
    Optional<LocalDate> validUntil,
    String address,
    String scope) {
  /** Type code of the business licence. */
  public static final String LICENCE_TYPE = "11100000MB0143028R001";

  /** Body of the request to issue its licence; one line of a batch. */
  public Map<String, Object> request() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", name);
    data.put("uscc", code);
    data.put("kind", kind);
    data.put("legalRepresentative", representative);
    data.put("registeredCapital", capital);
    data.put("establishedOn", establishedOn.toString());
    data.put("address", address);
    data.put("businessScope", scope);
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("type", LICENCE_TYPE);
    request.put("number", code);
    request.put("holder", Map.of("type", OrganizationId.TYPE, "code", code, "name", name));
    validUntil.ifPresent(day -> request.put("validUntil", day.toString()));
    request.put("data", data);
    return request;
  }
}
