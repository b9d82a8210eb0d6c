package org.liangzheng.api.identity;

/**
 * The parts of the token endpoint that Spring knows by general types. Held together here and not as
 * beans: every other chain would take them up as its own.
 */
record TokenDoor(AssertionConverter converter, AssertionProvider provider, TokenErrors errors) {}
