/**
 * Identifiers of licences and holders with their check characters, and the facts a licence file
 * carries about itself.
 */
@NullMarked
package org.liangzheng.verifier.format.licence;

import org.jspecify.annotations.NullMarked;
