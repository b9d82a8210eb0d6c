/** Certificates and revocation lists (RFC 5280) of the sample world and of tests. */
@NullMarked
package org.liangzheng.signer.certificate;

import org.jspecify.annotations.NullMarked;
