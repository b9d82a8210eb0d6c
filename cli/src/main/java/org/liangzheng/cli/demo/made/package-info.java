/**
 * What the demo makes up: companies, licences and a document, all plainly invented, from a seed.
 */
@NullMarked
package org.liangzheng.cli.demo.made;

import org.jspecify.annotations.NullMarked;
