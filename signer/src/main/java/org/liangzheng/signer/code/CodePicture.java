package org.liangzheng.signer.code;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Mode;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.png.PngFile;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * The QR code (ISO/IEC 18004) of a code, in alphanumeric or numeric mode, black on white. Every
 * form of it is read back before it is handed out: encoders do make what decoders do not read.
 */
public final class CodePicture {
  /** White modules around the code. */
  public static final int QUIET_ZONE = 4;

  private static final int MAX_SCALE = 32;
  private static final int WHITE = 0xffffff;

  private final String text;
  private final ByteMatrix modules;
  private final int version;

  private CodePicture(String text, ByteMatrix modules, int version) {
    this.text = text;
    this.modules = modules;
    this.version = version;
  }

  /** How much of the picture may be lost: about 7, 15, 25, 30 %. */
  public enum Correction {
    L,
    M,
    Q,
    H
  }

  /**
   * Draws with M for up to 100 characters and with L above: offline codes are large already.
   *
   * @throws SelfCheckException if the drawing does not read back
   */
  public static CodePicture draw(String text) {
    return draw(text, text.length() <= 100 ? Correction.M : Correction.L);
  }

  /**
   * Draws.
   *
   * @param text of QR's alphanumeric characters alone, as every presentation code is
   * @throws IllegalArgumentException if it has other characters or fits into no QR code
   * @throws SelfCheckException if the drawing does not read back
   */
  public static CodePicture draw(String text, Correction correction) {
    QRCode drawn;
    try {
      drawn = Encoder.encode(text, level(correction));
    } catch (WriterException unfit) {
      throw new IllegalArgumentException("not the text of a code", unfit);
    }
    // Digits alone are alphanumeric characters too; the encoder takes the denser mode for them.
    if (!Mode.ALPHANUMERIC.equals(drawn.getMode()) && !Mode.NUMERIC.equals(drawn.getMode())) {
      throw new IllegalArgumentException("not the text of a code");
    }
    CodePicture picture =
        new CodePicture(text, drawn.getMatrix(), drawn.getVersion().getVersionNumber());
    picture.requireMatrixReads();
    return picture;
  }

  private static ErrorCorrectionLevel level(Correction correction) {
    return switch (correction) {
      case L -> ErrorCorrectionLevel.L;
      case M -> ErrorCorrectionLevel.M;
      case Q -> ErrorCorrectionLevel.Q;
      case H -> ErrorCorrectionLevel.H;
    };
  }

  /** Modules on each side, without the quiet zone: 21 to 177. */
  public int size() {
    return modules.getWidth();
  }

  /** QR version, 1 to 40. */
  public int version() {
    return version;
  }

  /** Whether a module is dark; {@code x} from the left, {@code y} from the top. */
  public boolean dark(int x, int y) {
    return modules.get(x, y) == 1;
  }

  /**
   * A PNG, grey, with its quiet zone.
   *
   * @param scale pixels a module, 1 to 32; scanners want 5 or more
   * @throws SelfCheckException if the picture does not read back
   */
  public byte[] png(int scale) {
    if (scale < 1 || scale > MAX_SCALE) {
      throw new IllegalArgumentException("1 to 32 pixels a module");
    }
    int side = (size() + 2 * QUIET_ZONE) * scale;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, darkAt(x / scale, y / scale) ? 0 : WHITE);
      }
    }
    byte[] png = PngFile.write(image);
    try {
      requireReads(PngFile.read(ByteString.wrap(png)));
    } catch (IOException undecodable) {
      throw new SelfCheckException("the picture of a code does not decode", undecodable);
    }
    return png;
  }

  /**
   * An SVG with its quiet zone, one unit a module, white ground and one path; for a page to put
   * inline. It names nobody and nothing: the label is the page's.
   */
  public String svg() {
    int side = size() + 2 * QUIET_ZONE;
    StringBuilder out = new StringBuilder();
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(side)
        .append(' ')
        .append(side)
        .append("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h")
        .append(side)
        .append('v')
        .append(side)
        .append("H0z\"/><path fill=\"#000\" d=\"");
    for (int y = 0; y < size(); y++) {
      for (int x = 0; x < size(); x++) {
        int start = x;
        while (x < size() && dark(x, y)) {
          x++;
        }
        if (x > start) {
          out.append('M').append(start + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
          out.append('h').append(x - start).append("v1h-").append(x - start).append('z');
        }
      }
    }
    return out.append("\"/></svg>").toString();
  }

  /** A position with the quiet zone counted in. */
  private boolean darkAt(int x, int y) {
    int left = x - QUIET_ZONE;
    int top = y - QUIET_ZONE;
    return left >= 0 && top >= 0 && left < size() && top < size() && dark(left, top);
  }

  private void requireMatrixReads() {
    BitMatrix bits = new BitMatrix(size());
    for (int y = 0; y < size(); y++) {
      for (int x = 0; x < size(); x++) {
        if (dark(x, y)) {
          bits.set(x, y);
        }
      }
    }
    try {
      requireSame(new Decoder().decode(bits).getText());
    } catch (ChecksumException | FormatException unread) {
      throw new SelfCheckException("the drawing of a code does not read back", unread);
    }
  }

  private void requireReads(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    try {
      requireSame(
          new QRCodeReader()
              .decode(
                  new BinaryBitmap(
                      new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
              .getText());
    } catch (NotFoundException | ChecksumException | FormatException unread) {
      throw new SelfCheckException("the picture of a code does not read back", unread);
    }
  }

  private void requireSame(String read) {
    if (!read.equals(text)) {
      throw new SelfCheckException("the picture of a code reads back as another one");
    }
  }
}
