package org.liangzheng.api.presentation.counter;

import org.liangzheng.signer.code.CodePicture;

/**
 * The card by which a hand scanner is tried: every character that codes are made of (RFC 9285
 * §4.2), each once and in the alphabet's order. Keyboard layouts differ in the last nine.
 */
final class TestCard {
  /** What is in it; {@code api/web/src/scan/test-card.ts} expects the same. */
  static final String TEXT = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  private final String svg = CodePicture.draw(TEXT).svg();

  /** The QR code, with its quiet zone. */
  String svg() {
    return svg;
  }
}
