package org.liangzheng.signer.licence;

/**
 * One line on the face of a licence.
 *
 * @param label what it is, for people
 * @param value what it says; never shortened, long ones wrap
 */
public record FaceLine(String label, String value) {}
