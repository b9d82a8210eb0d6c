package org.liangzheng.api.seal.office;

import org.jspecify.annotations.Nullable;

/**
 * The picture of a seal in a request: uploaded, or a design to be drawn; one of the three.
 *
 * @param upload a finished picture
 * @param organization a round seal to be drawn
 * @param person a square seal with a name to be drawn
 * @param format how a design is written: OFD (the default), SVG or PNG
 */
public record PictureBody(
    @Nullable Upload upload,
    @Nullable Organization organization,
    @Nullable Person person,
    @Nullable Format format) {

  /** How a drawn picture is written. */
  public enum Format {
    OFD,
    SVG,
    PNG
  }

  /**
   * A finished picture.
   *
   * @param type PNG, OFD or SVG
   * @param data Base64, at most 512 KiB decoded
   * @param widthMm 5 to 100
   * @param heightMm 5 to 100
   */
  public record Upload(
      @Nullable String type,
      @Nullable String data,
      @Nullable Integer widthMm,
      @Nullable Integer heightMm) {
    @Override
    public String toString() {
      return "Upload[" + type + "]";
    }
  }

  /**
   * As {@code SealDesign.Organization}.
   *
   * @param diameter millimetres, 30 to 60
   */
  public record Organization(
      @Nullable String name,
      @Nullable String line,
      @Nullable String code,
      @Nullable Integer diameter) {}

  /**
   * As {@code SealDesign.PersonalName}.
   *
   * @param side millimetres, 10 to 30
   */
  public record Person(@Nullable String name, @Nullable Integer side) {}

  @Override
  public String toString() {
    return "PictureBody";
  }
}
