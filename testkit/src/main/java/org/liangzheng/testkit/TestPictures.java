package org.liangzheng.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Pictures as telephones make them. */
public final class TestPictures {

  private TestPictures() {}

  /**
   * A JPEG file with what tells of its owner: Exif with a GPS position (CIPA DC-008, little-endian
   * TIFF), XMP, a colour profile's description, IPTC, and a comment; each with the letters SECRET.
   *
   * @param jpeg begins with SOI
   */
  public static byte[] withGps(byte[] jpeg) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    segment(out, 0xE1, exif());
    segment(out, 0xE1, latin("http://ns.adobe.com/xap/1.0/\0<x>SECRET</x>"));
    segment(out, 0xE2, latin("MPF\0SECRET"));
    segment(out, 0xED, latin("Photoshop 3.0\0SECRET"));
    segment(out, 0xFE, latin("SECRET"));
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** One directory that points to a GPS directory: the map datum and the latitude's side. */
  private static byte[] exif() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(latin("Exif\0\0II"));
    little(out, 42, 2);
    little(out, 8, 4);
    little(out, 1, 2);
    entry(out, 0x8825, 4, 1, 26);
    little(out, 0, 4);
    little(out, 2, 2);
    entry(out, 0x0001, 2, 2, 'N');
    entry(out, 0x0012, 2, 15, 56);
    little(out, 0, 4);
    out.writeBytes(latin("GPSTEST SECRET\0"));
    return out.toByteArray();
  }

  private static void entry(ByteArrayOutputStream out, int tag, int type, int count, int value) {
    little(out, tag, 2);
    little(out, type, 2);
    little(out, count, 4);
    little(out, value, 4);
  }

  private static void little(ByteArrayOutputStream out, int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(value >> (8 * i));
    }
  }

  private static void segment(ByteArrayOutputStream out, int marker, byte[] content) {
    out.write(0xFF);
    out.write(marker);
    out.write((content.length + 2) >> 8);
    out.write(content.length + 2);
    out.writeBytes(content);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
