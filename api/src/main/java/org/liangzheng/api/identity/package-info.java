/**
 * Who is calling, and what the caller may do: clients, the token endpoint, access tokens, and the
 * one component that decides by scope and ownership. Owns the tables {@code identity_*}.
 */
@NullMarked
package org.liangzheng.api.identity;

import org.jspecify.annotations.NullMarked;
