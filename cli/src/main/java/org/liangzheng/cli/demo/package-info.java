/**
 * {@code lz demo}: the whole story of the sample city, step by step, each claim held against what
 * the service really answers.
 */
@NullMarked
package org.liangzheng.cli.demo;

import org.jspecify.annotations.NullMarked;
