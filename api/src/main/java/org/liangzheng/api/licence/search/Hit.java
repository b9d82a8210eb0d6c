package org.liangzheng.api.licence.search;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.licence.LicenceStatus;

/** A licence that was found; nothing here says anything of its holder. */
record Hit(
    UUID id, String type, LicenceStatus status, Optional<LocalDate> validUntil, int version) {}
