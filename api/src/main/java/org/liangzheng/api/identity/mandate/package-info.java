/**
 * Who may act for whom: legal representatives and guardians as registers have them, helpers as
 * people choose them. Other features ask {@link org.liangzheng.api.identity.AccessControl}, which
 * asks here.
 */
@NullMarked
package org.liangzheng.api.identity.mandate;

import org.jspecify.annotations.NullMarked;
