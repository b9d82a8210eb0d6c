package org.liangzheng.api.licence;

import java.time.LocalDate;
import java.util.Optional;
import org.liangzheng.api.catalogue.CompiledType;
import org.liangzheng.verifier.format.licence.HolderCode;
import tools.jackson.databind.JsonNode;

/**
 * A request that was found right in every respect.
 *
 * @param validUntil by the type's rule; empty: without end
 */
record LicenceOrder(
    CompiledType type,
    String number,
    HolderCode holder,
    String holderName,
    JsonNode data,
    LocalDate issueDate,
    LocalDate validFrom,
    Optional<LocalDate> validUntil) {}
