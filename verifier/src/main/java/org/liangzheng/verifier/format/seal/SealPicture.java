package org.liangzheng.verifier.format.seal;

import org.liangzheng.verifier.crypto.ByteString;

/**
 * SES_ESPictrueInfo (the standard's spelling).
 *
 * @param type format name as written, compared without case: PNG, ofd, SVG …
 * @param widthMm width in millimetres
 * @param heightMm height in millimetres
 */
public record SealPicture(String type, ByteString data, int widthMm, int heightMm) {}
