/**
 * Matters (事项): what a government service asks for, and which licences satisfy it. Owns {@code
 * catalogue_matter}, its withdrawals and drafts.
 */
@NullMarked
package org.liangzheng.api.catalogue.matter;

import org.jspecify.annotations.NullMarked;
