package org.liangzheng.api.identity;

/**
 * Opens the handlers of a library's class, which cannot carry an annotation of ours. A bean of this
 * type is enough; without one they are refused.
 */
public record PublicHandler(Class<?> type) {}
