/**
 * People as they are kept: parties (persons and organisations by their codes), accounts, passwords,
 * sign-ins, sessions, roles. Knows nothing of tokens, pages or callers; what a person may do with
 * all this is decided one package up.
 */
@NullMarked
package org.liangzheng.api.identity.person;

import org.jspecify.annotations.NullMarked;
