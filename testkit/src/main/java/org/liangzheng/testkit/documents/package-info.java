/** Reads the commands of the documents and types them, so that what they say goes on being true. */
@NullMarked
package org.liangzheng.testkit.documents;

import org.jspecify.annotations.NullMarked;
