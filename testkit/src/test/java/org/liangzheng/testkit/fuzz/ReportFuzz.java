package org.liangzheng.testkit.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.ReportJson;
import org.liangzheng.verifier.report.ReportText;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bytes of one part of a licence, behind the archive; the first byte says which. Whatever the part
 * says, the report about it can be written, and JSON of it read again.
 */
public final class ReportFuzz {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  static final Map<String, ByteString> LICENCE =
      Sealed.parts(Sealed.KIT.read("files/sm2-good-licence-timestamped.ofd")).orElseThrow();

  private ReportFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws Exception {
    if (data.length == 0) {
      return;
    }
    Bounded.run(() -> {
      List<String> paths = new ArrayList<>(LICENCE.keySet());
      Map<String, ByteString> parts = new LinkedHashMap<>(LICENCE);
      parts.put(
          paths.get((data[0] & 0xff) % paths.size()),
          ByteString.of(Arrays.copyOfRange(data, 1, data.length)));
      Report report = Sealed.verify(Sealed.pack(parts));
      JSON.readTree(ReportJson.write(report));
      for (Locale locale : new Locale[] {Locale.CHINESE, Locale.ENGLISH}) {
        ReportText text = ReportText.in(locale);
        text.meaning(report);
        text.next(report);
        report.reasons().forEach(text::reason);
      }
    });
  }
}
