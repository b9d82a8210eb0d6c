/**
 * The register of licences and their issuing. Owns {@code licence}, {@code licence_version} and
 * {@code licence_identifier}.
 */
@NullMarked
package org.liangzheng.api.licence;

import org.jspecify.annotations.NullMarked;
