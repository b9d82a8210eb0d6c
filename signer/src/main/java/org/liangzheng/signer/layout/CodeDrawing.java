package org.liangzheng.signer.layout;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import org.liangzheng.signer.layout.FaceRefusedException.Fault;
import org.liangzheng.signer.layout.LayoutItem.CodeField;

/** Draws a QR code as outlines of its dark areas: no seams between modules at any scale. */
final class CodeDrawing {
  private static final int QUIET = 4;

  /** Smaller modules do not survive printing and scanning. */
  private static final double LEAST_MODULE_MM = 0.33;

  private static final int[] STEP_X = {1, 0, -1, 0};
  private static final int[] STEP_Y = {0, 1, 0, -1};

  private final ByteMatrix modules;
  private final boolean[] used;
  private final int size;

  private CodeDrawing(ByteMatrix modules) {
    this.modules = modules;
    this.size = modules.getWidth();
    this.used = new boolean[(size + 1) * (size + 1) * 4];
  }

  static List<Mark> draw(CodeField field, String content) throws FaceRefusedException {
    if (content.isEmpty() || !content.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw new FaceRefusedException(Fault.CODE, field.name());
    }
    ByteMatrix modules;
    try {
      modules = Encoder.encode(content, level(field.level())).getMatrix();
    } catch (WriterException tooLong) {
      throw new FaceRefusedException(Fault.CODE, field.name());
    }
    double side = Math.min(field.box().width(), field.box().height());
    double module = side / (modules.getWidth() + 2 * QUIET);
    if (module < LEAST_MODULE_MM) {
      throw new FaceRefusedException(Fault.CODE, field.name());
    }
    double x = field.box().x() + (field.box().width() - side) / 2;
    double y = field.box().y() + (field.box().height() - side) / 2;
    Path2D ground = new Path2D.Double(Path2D.WIND_NON_ZERO);
    ground.append(new Rectangle2D.Double(x, y, side, side), false);
    return List.of(
        new Mark.Ink(ground, Optional.of(Colour.WHITE), Optional.empty()),
        new Mark.Ink(
            new CodeDrawing(modules).outline(x + QUIET * module, y + QUIET * module, module),
            Optional.of(field.colour()),
            Optional.empty()));
  }

  private static ErrorCorrectionLevel level(LayoutItem.CodeLevel level) {
    return switch (level) {
      case L -> ErrorCorrectionLevel.L;
      case M -> ErrorCorrectionLevel.M;
      case Q -> ErrorCorrectionLevel.Q;
      case H -> ErrorCorrectionLevel.H;
    };
  }

  private boolean dark(int x, int y) {
    return x >= 0 && y >= 0 && x < size && y < size && modules.get(x, y) == 1;
  }

  /** Follows every border once with the dark side on the right hand. */
  private Path2D outline(double left, double top, double module) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (dark(x, y) && !dark(x, y - 1) && !used[edge(x, y, 0)]) {
          follow(path, x, y, left, top, module);
        }
      }
    }
    return path;
  }

  private void follow(Path2D path, int startX, int startY, double left, double top, double module) {
    int x = startX;
    int y = startY;
    int direction = 0;
    path.moveTo(left + x * module, top + y * module);
    do {
      used[edge(x, y, direction)] = true;
      x += STEP_X[direction];
      y += STEP_Y[direction];
      int next = next(x, y, direction);
      boolean home = x == startX && y == startY && next == 0;
      if (next != direction && !home) {
        path.lineTo(left + x * module, top + y * module);
      }
      direction = next;
    } while (x != startX || y != startY || direction != 0);
    path.closePath();
  }

  /** Right turns first: areas that touch at a corner stay apart. */
  private int next(int x, int y, int direction) {
    for (int turn : new int[] {1, 0, 3}) {
      int to = (direction + turn) % 4;
      if (border(x, y, to)) {
        return to;
      }
    }
    throw new IllegalStateException("a border ends");
  }

  /** Whether a border with dark on its right leaves the point in a direction. */
  private boolean border(int x, int y, int direction) {
    return switch (direction) {
      case 0 -> dark(x, y) && !dark(x, y - 1);
      case 1 -> dark(x - 1, y) && !dark(x, y);
      case 2 -> dark(x - 1, y - 1) && !dark(x - 1, y);
      default -> dark(x, y - 1) && !dark(x - 1, y - 1);
    };
  }

  private int edge(int x, int y, int direction) {
    return (y * (size + 1) + x) * 4 + direction;
  }
}
