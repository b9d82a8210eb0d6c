/**
 * The shell every feature answers through: problem documents, identifiers, idempotency, limits on
 * requests. It knows no feature.
 */
@NullMarked
package org.liangzheng.api.web;

import org.jspecify.annotations.NullMarked;
