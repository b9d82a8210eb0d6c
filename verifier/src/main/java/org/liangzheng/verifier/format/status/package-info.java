/** Status lists: which licences and seals are not in force. See docs/formats/status-list.md. */
@NullMarked
package org.liangzheng.verifier.format.status;

import org.jspecify.annotations.NullMarked;
