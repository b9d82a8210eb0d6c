package org.liangzheng.api.presentation.code;

/** A bean of this type says that this service is a sample world: its codes say so too. */
public record SampleMark() {}
