/**
 * Canonical JSON (RFC 8785) of the signed formats: strings, whole numbers, booleans, arrays and
 * objects, and nothing else.
 */
@NullMarked
package org.liangzheng.verifier.format.json;

import org.jspecify.annotations.NullMarked;
