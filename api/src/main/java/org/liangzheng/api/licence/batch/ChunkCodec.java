package org.liangzheng.api.licence.batch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some lines as one value to be encrypted: for each its number (4, big-endian), its length (4, −1
 * for one that was too long) and its bytes.
 */
final class ChunkCodec {
  private static final int HEAD = 8;
  private static final int TOO_LONG = -1;

  private ChunkCodec() {}

  static byte[] encode(List<BatchLine> lines) {
    int size = lines.stream().mapToInt(line -> HEAD + line.size()).sum();
    ByteBuffer out = ByteBuffer.allocate(size);
    for (BatchLine line : lines) {
      Optional<byte[]> text = line.text();
      out.putInt(line.number()).putInt(text.map(bytes -> bytes.length).orElse(TOO_LONG));
      text.ifPresent(out::put);
    }
    return out.array();
  }

  static List<BatchLine> decode(byte[] encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    List<BatchLine> lines = new ArrayList<>();
    while (in.hasRemaining()) {
      int number = in.getInt();
      int length = in.getInt();
      if (length == TOO_LONG) {
        lines.add(new BatchLine(number, null));
      } else {
        byte[] text = new byte[length];
        in.get(text);
        lines.add(new BatchLine(number, text));
      }
    }
    return lines;
  }
}
