package org.liangzheng.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.home.TestDatabases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The type that was published before the catalogue was complete can still be read and used. */
class CatalogueUpgradeTest {
  private static final String OLD =
      """
      {"code": "11100000MB0143028R001", "name": {"zh": "营业执照", "en": "Business licence"},
       "holderTypes": ["001"],
       "fields": [
         {"name": "name", "label": {"zh": "名称", "en": "Name"}, "pii": "NONE"},
         {"name": "uscc", "label": {"zh": "代码", "en": "Code"}, "pii": "NONE"}],
       "schema": {"type": "object", "additionalProperties": false, "required": ["name", "uscc"],
         "properties": {"name": {"type": "string"}, "uscc": {"type": "string"}}}}
      """;

  @Test
  void anOldVersionIsCompleted() {
    TestDatabases.Access access = TestDatabases.empty();
    DriverManagerDataSource source =
        new DriverManagerDataSource(access.url(), access.user(), access.password());
    JdbcClient database = JdbcClient.create(source);
    flyway(source).target("202611220310").load().migrate();
    database
        .sql(
            "insert into catalogue_licence_type (code, version, definition, published_at)"
                + " values ('11100000MB0143028R001', 1, ?::jsonb, now())")
        .param(OLD)
        .update();
    flyway(source).load().migrate();
    JsonNode upgraded =
        JsonMapper.builder()
            .build()
            .readTree(
                database
                    .sql("select definition from catalogue_licence_type")
                    .query(String.class)
                    .single());
    TypeForm form = TypeReader.read(upgraded);
    assertThat(form.problems()).isEmpty();
    LicenceType type = form.at(1);
    assertThat(type.layout()).isEqualTo(new LayoutSource.BuiltIn("business-licence"));
    assertThat(type.fields().stream().map(field -> field.holds().orElseThrow()).toList())
        .isEqualTo(List.of(LicenceType.Holds.HOLDER_NAME, LicenceType.Holds.HOLDER_CODE));
    assertThat(type.issuers().getFirst().value()).isEqualTo("11990100LC0000015Y");
  }

  private static FluentConfiguration flyway(DriverManagerDataSource source) {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .outOfOrder(true);
  }
}
