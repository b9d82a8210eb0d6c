/**
 * A vault in a file, for trying, testing and the sample world: keys lie encrypted in the file and
 * in the clear in this process. Not for production, and says so at each start. The file's format is
 * on the page {@code docs/formats/software-vault.md}.
 */
@NullMarked
package org.liangzheng.hsm.software;

import org.jspecify.annotations.NullMarked;
