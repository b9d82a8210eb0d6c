/**
 * The state folder ({@code LZ_HOME}) and the database: holding the folder against a second run,
 * PostgreSQL of our own when none is configured, and the checks a database must pass before the
 * service relies on it.
 *
 * <p>Nobody else works out paths: who keeps state in the folder asks {@link
 * org.liangzheng.api.home.Home}, and having one means that the lock is held.
 */
@NullMarked
package org.liangzheng.api.home;

import org.jspecify.annotations.NullMarked;
