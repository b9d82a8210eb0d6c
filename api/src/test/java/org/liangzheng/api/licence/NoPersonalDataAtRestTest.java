package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.licence.LicenceRequests.data;
import static org.liangzheng.api.licence.LicenceRequests.holder;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.custody.BlindIndexTable;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names, codes and fields of licences stand nowhere in the open: database, log, metrics, errors.
 */
@ApiTest
@ExtendWith(OutputCaptureExtension.class)
class NoPersonalDataAtRestTest {
  private static final String NAME = "密名𠮷示例商行";
  private static final String PERSON = "标记法人赵六";
  private static final String ADDRESS = "标记路九十九号";
  private static final String NUMBER = "NR-MARK-7788";
  private static final String USCC = LicenceRequests.company(8_888_888);

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  private TestCity city;

  @BeforeEach
  void open() {
    city = TestCity.of(context);
  }

  private static ObjectNode marked() {
    ObjectNode request = LicenceRequests.valid(USCC, NAME);
    request.put("number", NUMBER);
    data(request).put("legalRepresentative", PERSON).put("address", ADDRESS);
    return request;
  }

  @Test
  void whatIsIssuedReadAndRefusedLeavesNoTrace(CapturedOutput output) throws Exception {
    String key = TestCity.key();
    Reply issued = city.issue(key, marked());
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    city.issue(key, marked());
    city.read(issued.header("Location"));
    byte[] file = city.read(issued.header("Location") + "/file").body();
    Reply verified = city.verify(file);
    assertThat(verified.verdict()).isEqualTo("VALID");
    String identifier = issued.json().get("identifier").asString();
    String serial = identifier.split("\\.")[7];

    Set<String> markers = new TreeSet<>(List.of(NAME, PERSON, ADDRESS, NUMBER, USCC, serial));
    assertThat(found(file, markers)).as("the file itself has them").isNotEmpty();
    List<Reply> refusals = refusals(key);
    refusals.add(verified);
    for (Reply refusal : refusals) {
      markers.forEach(marker -> assertThat(refusal.text()).doesNotContain(marker));
    }

    Map<String, Set<String>> inTheOpen = new LinkedHashMap<>();
    everyCell((column, cell) -> {
      Set<String> found = found(cell, markers);
      if (!found.isEmpty()) {
        inTheOpen.put(column, found);
      }
    });
    assertThat(inTheOpen).isEmpty();
    String metrics = metrics();
    assertThat(metrics).contains("http_server_requests").contains("liangzheng_custody_sign");
    assertThat(metrics).doesNotContain(issued.id());
    for (String marker : markers) {
      assertThat(output.getAll()).doesNotContain(marker);
      assertThat(metrics).doesNotContain(marker);
    }
  }

  /** Requests that fail in as many places as there are, each with a marker in it. */
  private List<Reply> refusals(String key) {
    List<Reply> refusals = new ArrayList<>();
    ObjectNode other = marked();
    holder(other).put("name", NAME + "2");
    refusals.add(city.issue(key, other));
    ObjectNode wrong = marked();
    wrong.put("validUntil", NAME);
    refusals.add(city.issue(wrong));
    wrong = marked();
    wrong.put("type", PERSON);
    holder(wrong).put("type", NAME).put("name", PERSON + "\u0000");
    data(wrong).put("establishedOn", ADDRESS).put("uscc", NUMBER);
    refusals.add(city.issue(wrong));
    wrong = marked();
    wrong.put("number", PERSON.repeat(64 / PERSON.length()));
    refusals.add(city.issue(wrong));
    wrong = marked();
    wrong.put(PERSON, 1);
    refusals.add(city.issue(wrong));
    wrong = marked();
    data(wrong).put("kind", PERSON + "\uFFFE");
    refusals.add(city.issue(wrong));
    refusals.add(city.issue(TestCity.key(), "{\"number\":\"" + NUMBER + "\",\"holder\":" + PERSON));
    refusals.add(city.issue(NUMBER + "!!", marked().toString()));
    refusals.add(city.read("/v1/licences/" + USCC));
    refusals.add(city.read("/v1/" + USCC + "/" + NUMBER));
    refusals.add(city.verify("?asOf=" + NUMBER, new byte[] {1}));
    refusals.add(
        city.send("GET", "/v1/licences/" + USCC, Map.of(TestCity.CAUSE, NUMBER), new byte[0]));
    refusals.add(city.post(Map.of("Content-Type", "text/" + USCC), NAME));
    assertThat(refusals).allMatch(reply -> reply.status() >= 400 && reply.status() < 500);
    return refusals;
  }

  /** The search finds what is there, packed or not; else its silence would say nothing. */
  @Test
  void theSearchFindsWhatIsThere() throws Exception {
    Set<String> markers = Set.of(NAME);
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      assertThat(found(("x" + NAME).getBytes(charset), markers)).isEqualTo(markers);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      zip.putNextEntry(new ZipEntry("a"));
      zip.write(NAME.repeat(9).getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    assertThat(found(packed.toByteArray(), markers)).isEqualTo(markers);
    Set<String> columns = new TreeSet<>();
    Set<String> department = Set.of(SampleDepartment.MARKET.displayName());
    everyCell((column, cell) -> {
      if (!found(cell, department).isEmpty()) {
        columns.add(column);
      }
    });
    assertThat(columns).contains("authority.name", "seal.seal", "trust_pack.pack");
  }

  /** Whoever adds a column says why it may be read, or that it is encrypted. */
  @Test
  void everyColumnIsAccountedFor() throws Exception {
    Map<String, String> accounted = new LinkedHashMap<>();
    try (InputStream list = getClass().getResourceAsStream("columns.txt")) {
      new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> {
            String[] parts = line.split("\\s+", 3);
            assertThat(parts).as(line).hasSize(3);
            assertThat(parts[1]).as(line).isIn("plain", "encrypted", "keyed");
            assertThat(accounted.put(parts[0], parts[1])).as(line).isNull();
          });
    }
    assertThat(accounted.keySet()).containsExactlyInAnyOrderElementsOf(columns().keySet());
    accounted.forEach((column, how) -> {
      if (!how.equals("plain")) {
        assertThat(columns().get(column)).as(column).isEqualTo("bytea");
      }
    });
  }

  /** What is encrypted or keyed is declared, or its old keys would never be destroyed. */
  @Test
  void everyEncryptedColumnAndIndexIsDeclared() throws Exception {
    Map<String, Set<String>> accounted = new LinkedHashMap<>();
    try (InputStream list = getClass().getResourceAsStream("columns.txt")) {
      new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\s+", 3))
          .forEach(
              parts -> accounted.computeIfAbsent(parts[1], _ -> new TreeSet<>()).add(parts[0]));
    }
    Set<String> encrypted = new TreeSet<>();
    context
        .getBeansOfType(EncryptedColumns.class)
        .values()
        .forEach(table ->
            table.columns().forEach(column -> encrypted.add(table.table() + "." + column)));
    Set<String> keyed = new TreeSet<>();
    context
        .getBeansOfType(BlindIndexTable.class)
        .values()
        .forEach(table -> keyed.add(table.table() + ".index"));
    context
        .getBeansOfType(BlindIndexTable.Forgetful.class)
        .values()
        .forEach(table -> keyed.add(table.table() + ".index"));
    assertThat(encrypted)
        .as("declare new encrypted columns as a bean EncryptedColumns of the feature that has them")
        .isEqualTo(accounted.get("encrypted"));
    assertThat(keyed)
        .as("declare new blind indexes as a bean BlindIndexTable (or BlindIndexTable.Forgetful)")
        .isEqualTo(accounted.get("keyed"));
    context
        .getBeansOfType(EncryptedColumns.class)
        .values()
        .forEach(table -> assertThat(columns()).containsKey(table.table() + "." + table.row()));
  }

  private Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    database
        .sql(
            "select c.table_name || '.' || c.column_name, c.data_type"
                + " from information_schema.columns c where c.table_schema not in"
                + " ('pg_catalog', 'information_schema') order by 1")
        .query((row, _) -> columns.put(row.getString(1), row.getString(2)))
        .list();
    return columns;
  }

  private interface Visitor {
    void cell(String column, byte[] content);
  }

  private void everyCell(Visitor visitor) {
    columns()
        .forEach((column, type) -> {
          String[] names = column.split("\\.");
          database
              .sql("select \"" + names[1] + "\" from \"" + names[0] + "\"")
              .query((row, _) -> {
                byte[] bytes = row.getBytes(1);
                if (bytes != null) {
                  String text = row.getString(1);
                  visitor.cell(
                      column, type.equals("bytea") ? bytes : text.getBytes(StandardCharsets.UTF_8));
                }
                return column;
              })
              .list();
        });
  }

  private static Set<String> found(byte[] cell, Set<String> markers) {
    List<byte[]> forms = new ArrayList<>(List.of(cell));
    unpack(forms, new InflaterInputStream(new ByteArrayInputStream(cell)));
    unpack(forms, new InflaterInputStream(new ByteArrayInputStream(cell), new Inflater(true)));
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(cell))) {
      unpack(forms, gzip);
    } catch (IOException notPackedSo) {
      // Most are not.
    }
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(cell))) {
      while (zip.getNextEntry() != null) {
        forms.add(zip.readAllBytes());
      }
    } catch (IOException notPackedSo) {
      // Most are not.
    }
    for (String part : new String(cell, StandardCharsets.ISO_8859_1).split("[.\"]")) {
      try {
        forms.add(Base64.getUrlDecoder().decode(part.replace('+', '-').replace('/', '_')));
      } catch (IllegalArgumentException notPackedSo) {
        // Most are not.
      }
    }
    Set<String> found = new TreeSet<>();
    for (byte[] form : forms) {
      String bytes = new String(form, StandardCharsets.ISO_8859_1);
      for (String marker : markers) {
        for (Charset charset :
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
          if (bytes.contains(new String(marker.getBytes(charset), StandardCharsets.ISO_8859_1))) {
            found.add(marker);
          }
        }
      }
    }
    return found;
  }

  private static void unpack(List<byte[]> forms, InputStream packed) {
    try (packed) {
      forms.add(packed.readNBytes(64 << 20));
    } catch (IOException notPackedSo) {
      // Most are not.
    }
  }

  private String metrics() {
    String port = context.getEnvironment().getRequiredProperty("local.management.port");
    Reply metrics = new TestCity("http://127.0.0.1:" + port, "none").read("/actuator/prometheus");
    assertThat(metrics.status()).as(metrics.text()).isEqualTo(200);
    return metrics.text();
  }
}
