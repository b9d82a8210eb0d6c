package org.liangzheng.verifier.format.code;

/** Printed on a licence's face; resolved by the service to the small public answer. */
public record FaceCode(InstanceId instance, CodeHandle handle) implements PresentationCode {}
