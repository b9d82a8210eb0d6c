/**
 * The description of the API (OpenAPI 3.1): made from the handlers, completed in one place, served
 * as JSON and as a page without scripts.
 */
@NullMarked
package org.liangzheng.api.description;

import org.jspecify.annotations.NullMarked;
