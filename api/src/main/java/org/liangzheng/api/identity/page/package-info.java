/**
 * Pages a person signs in and out by: name and password, or an outside issuer of OpenID Connect; a
 * cookie and a token against forged requests. Works without scripts.
 */
@NullMarked
package org.liangzheng.api.identity.page;

import org.jspecify.annotations.NullMarked;
