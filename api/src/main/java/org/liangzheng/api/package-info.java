/** The service, package by feature. */
@NullMarked
package org.liangzheng.api;

import org.jspecify.annotations.NullMarked;
