package org.liangzheng.api.licence.search;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * The last licence of a page.
 *
 * @param end its last day, where the order is by that
 */
record Position(UUID id, Optional<LocalDate> end) {}
