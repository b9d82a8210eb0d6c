/** Sealed files as issued, encrypted. Owns {@code document_file}. */
@NullMarked
package org.liangzheng.api.document;

import org.jspecify.annotations.NullMarked;
