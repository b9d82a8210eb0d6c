package org.liangzheng.signer.layout;

/**
 * How a line is drawn.
 *
 * @param width millimetres
 */
public record Pen(Colour colour, double width) {}
