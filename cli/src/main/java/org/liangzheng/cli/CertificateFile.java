package org.liangzheng.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;

/** A certificate in a file: DER, or the first one of a PEM file. */
final class CertificateFile {
  private static final int MAX_SIZE = 64 << 10;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");

  private CertificateFile() {}

  /**
   * Reads it.
   *
   * @throws CliProblem if it cannot be read or is no certificate of the suites
   */
  static Certificate read(Path file) {
    byte[] bytes = Inputs.read(file, MAX_SIZE);
    Matcher pem = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    try {
      return Certificate.of(pem.find() ? Base64.getMimeDecoder().decode(pem.group(1)) : bytes);
    } catch (MalformedException | IllegalArgumentException malformed) {
      throw CliProblem.of(CliFault.CERTIFICATE_MALFORMED, file);
    }
  }
}
