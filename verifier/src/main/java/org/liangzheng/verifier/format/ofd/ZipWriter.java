package org.liangzheng.verifier.format.ofd;

import static org.liangzheng.verifier.format.ofd.ZipForm.DIRECTORY_SIGNATURE;
import static org.liangzheng.verifier.format.ofd.ZipForm.DIRECTORY_SIZE;
import static org.liangzheng.verifier.format.ofd.ZipForm.END_SIZE;
import static org.liangzheng.verifier.format.ofd.ZipForm.LOCAL_SIGNATURE;
import static org.liangzheng.verifier.format.ofd.ZipForm.LOCAL_SIZE;
import static org.liangzheng.verifier.format.ofd.ZipForm.VERSION;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Writes a package the same way each time: entries in the given order, one fixed time, UTF-8 names,
 * compressed as {@link PartPacker} does, no extra fields.
 */
public final class ZipWriter {
  private ZipWriter() {}

  /** The bytes of the package. */
  public static byte[] write(OfdPackage content) {
    List<PackedPart> parts = new ArrayList<>();
    try (PartPacker packer = new PartPacker()) {
      for (String path : content.paths()) {
        parts.add(packer.pack(path, content.find(path).orElse(ByteString.of(new byte[0]))));
      }
    }
    return write(parts);
  }

  /** The bytes of a package whose parts are packed already; nothing is compressed here. */
  public static byte[] write(List<PackedPart> parts) {
    byte[][] names = new byte[parts.size()][];
    int size = END_SIZE;
    for (int i = 0; i < names.length; i++) {
      names[i] = parts.get(i).path().substring(1).getBytes(StandardCharsets.UTF_8);
      size += LOCAL_SIZE + DIRECTORY_SIZE + 2 * names[i].length + parts.get(i).packed().length;
    }
    ByteBuffer out = ZipForm.little(size);
    int[] offsets = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      offsets[i] = out.position();
      ZipForm.fields(out.putInt(LOCAL_SIGNATURE), parts.get(i), names[i]);
      out.put(names[i]).put(parts.get(i).packed());
    }
    int start = out.position();
    for (int i = 0; i < names.length; i++) {
      out.putInt(DIRECTORY_SIGNATURE).putShort((short) VERSION);
      ZipForm.fields(out, parts.get(i), names[i]);
      // No comment, first disk, no attributes.
      out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      out.putInt(offsets[i]).put(names[i]);
    }
    return ZipForm.end(out, names.length, out.position() - start, start).array();
  }
}
