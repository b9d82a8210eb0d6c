package org.liangzheng.verifier.format.code;

/** Shown by a holder for some seconds; resolved by the service for registered points. */
public record OnlineCode(InstanceId instance, CodeHandle handle) implements PresentationCode {}
