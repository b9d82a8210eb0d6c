/**
 * Presentation codes: the short-lived codes that holders show. docs/formats/presentation-code.md.
 */
@NullMarked
package org.liangzheng.verifier.format.code;

import org.jspecify.annotations.NullMarked;
