package org.liangzheng.testkit.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.signer.font.FontLibrary;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.Layout;
import org.liangzheng.signer.layout.LayoutReader;
import org.liangzheng.signer.layout.LayoutRefusedException;
import org.liangzheng.signer.layout.LayoutRefusedException.Fault;
import org.liangzheng.testkit.TestFonts;
import org.liangzheng.verifier.crypto.ByteString;

/** Layouts as data: what is wrong is named by its place. */
class LayoutReaderTest {
  private static final String ITEM =
      "{\"kind\":\"field\",\"value\":\"data.name\",\"box\":[10,10,50,10],\"font\":\"t\",\"size\":4}";

  private static String layout(String item) {
    return "{\"layout\":1,\"name\":\"x\",\"fonts\":[{\"id\":\"t\",\"chain\":[\"LXGWWenKai-Regular\"]}],"
        + "\"pages\":[{\"size\":[100,60],\"items\":["
        + item
        + "]}]}";
  }

  static Layout read(String json) throws LayoutRefusedException {
    return LayoutReader.read(ByteString.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theSmallestLayoutIsRead() throws Exception {
    Layout layout = read(layout(ITEM));
    assertThat(layout.name()).isEqualTo("x");
    assertThat(layout.pages()).singleElement().satisfies(p -> assertThat(p.items()).hasSize(1));
  }

  @ParameterizedTest
  @EnumSource(BuiltInLayout.class)
  void theBuiltInLayoutsCompile(BuiltInLayout layout) throws Exception {
    CompiledLayout compiled = CompiledLayout.of(layout.read(), TestFonts.library());
    assertThat(compiled.name()).isEqualTo(layout.id());
    assertThat(compiled.seal("issuer")).isPresent();
  }

  static Stream<Arguments> wrong() {
    String good = layout(ITEM);
    return Stream.of(
        Arguments.of("", Fault.NOT_JSON, ""),
        Arguments.of("{", Fault.NOT_JSON, ""),
        Arguments.of(good + "x", Fault.NOT_JSON, ""),
        Arguments.of(
            good.replace("\"name\":\"x\"", "\"name\":\"x\",\"name\":\"y\""), Fault.NOT_JSON, ""),
        Arguments.of("[]", Fault.FORM, ""),
        Arguments.of("{}", Fault.FORM, "/layout"),
        Arguments.of(good.replace("\"layout\":1", "\"layout\":2"), Fault.VERSION, "/layout"),
        Arguments.of(good.replace("\"layout\":1", "\"layout\":1.5"), Fault.FORM, "/layout"),
        Arguments.of(good.replace("\"name\":\"x\"", "\"name\":\"X y\""), Fault.FORM, "/name"),
        Arguments.of(
            good.replace("\"name\":\"x\"", "\"name\":\"x\",\"new\":1"), Fault.FORM, "/new"),
        Arguments.of(good.replace("[\"LXGWWenKai-Regular\"]", "[]"), Fault.FORM, "/fonts/0/chain"),
        Arguments.of(
            good.replace("[\"LXGWWenKai-Regular\"]", "[\"\"]"), Fault.FORM, "/fonts/0/chain/0"),
        Arguments.of(good.replace("[100,60]", "[100]"), Fault.FORM, "/pages/0/size"),
        Arguments.of(good.replace("[100,60]", "[100,1e9]"), Fault.FORM, "/pages/0/size/1"),
        Arguments.of(good.replace("[100,60]", "[100,5]"), Fault.FORM, "/pages/0/size"),
        Arguments.of(layout("[]"), Fault.FORM, "/pages/0/items/0"),
        Arguments.of(
            layout(ITEM + "," + "{\"kind\":\"rainbow\"}"), Fault.FORM, "/pages/0/items/1/kind"),
        Arguments.of(
            good.replace("\"size\":4", "\"size\":\"4\""), Fault.FORM, "/pages/0/items/0/size"),
        Arguments.of(
            good.replace("\"size\":4", "\"size\":0.1"), Fault.FORM, "/pages/0/items/0/size"),
        Arguments.of(
            good.replace("\"size\":4", "\"size\":4,\"least\":5"),
            Fault.FORM,
            "/pages/0/items/0/least"),
        Arguments.of(
            good.replace("\"size\":4", "\"size\":4,\"across\":\"left\""),
            Fault.FORM,
            "/pages/0/items/0/across"),
        Arguments.of(
            good.replace("\"size\":4", "\"size\":4,\"colour\":\"red\""),
            Fault.FORM,
            "/pages/0/items/0/colour"),
        Arguments.of(
            good.replace("\"size\":4", "\"size\":4,\"wrap\":\"yes\""),
            Fault.FORM,
            "/pages/0/items/0/wrap"),
        Arguments.of(
            good.replace("\"size\":4", "\"size\":4,\"sise\":4"),
            Fault.FORM,
            "/pages/0/items/0/sise"),
        Arguments.of(
            good.replace("\"font\":\"t\"", "\"font\":\"u\""), Fault.FORM, "/pages/0/items/0/font"),
        Arguments.of(good.replace("data.name", "name"), Fault.FORM, "/pages/0/items/0/value"),
        Arguments.of(
            good.replace("[10,10,50,10]", "[10,10,95,10]"), Fault.DOES_NOT_FIT, "/pages/0/items/0"),
        Arguments.of(
            good.replace("[10,10,50,10]", "[-1,10,5,10]"), Fault.DOES_NOT_FIT, "/pages/0/items/0"),
        Arguments.of(
            good.replace("[10,10,50,10]", "[10,10,-5,10]"), Fault.FORM, "/pages/0/items/0/box"),
        Arguments.of(
            layout("{\"kind\":\"path\",\"data\":\"M 0 0 L 1\",\"fill\":\"#000000\"}"),
            Fault.FORM,
            "/pages/0/items/0/data"),
        Arguments.of(
            layout("{\"kind\":\"path\",\"data\":\"L 0 0\",\"fill\":\"#000000\"}"),
            Fault.FORM,
            "/pages/0/items/0/data"),
        Arguments.of(
            layout("{\"kind\":\"line\",\"points\":[0,0,5,5]}"), Fault.FORM, "/pages/0/items/0"),
        Arguments.of(
            layout("{\"kind\":\"picture\",\"data\":\"*\",\"box\":[0,0,5,5]}"),
            Fault.FORM,
            "/pages/0/items/0/data"),
        Arguments.of(
            layout(
                "{\"kind\":\"seal\",\"name\":\"a\",\"role\":\"issuer\",\"box\":[0,0,5,5]},"
                    + "{\"kind\":\"seal\",\"name\":\"b\",\"role\":\"issuer\",\"box\":[0,0,5,5]}"),
            Fault.FORM,
            "/pages/0/items/1/role"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsNamedByItsPlace(String json, Fault fault, String path) {
    LayoutRefusedException refused =
        catchThrowableOfType(LayoutRefusedException.class, () -> read(json));
    assertThat(refused).isNotNull();
    assertThat(refused.path()).isEqualTo(path);
    assertThat(refused.fault()).isEqualTo(fault);
  }

  @Test
  void aMissingFontIsNamed() throws Exception {
    Layout layout = read(layout(ITEM));
    assertThatThrownBy(() -> CompiledLayout.of(layout, FontLibrary.of(List.of())))
        .isInstanceOfSatisfying(
            LayoutRefusedException.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(Fault.FONT_MISSING);
              assertThat(refused.path()).isEqualTo("/fonts/0");
              assertThat(refused).hasMessageContaining("LXGWWenKai-Regular");
            });
  }

  @Test
  void letteringThatDoesNotFitIsRefusedWhenCompiled() throws Exception {
    Layout layout =
        read(
            layout(
                "{\"kind\":\"text\",\"text\":\"很长的固定文字\",\"box\":[0,0,10,5],\"font\":\"t\",\"size\":4}"));
    assertThatThrownBy(() -> CompiledLayout.of(layout, TestFonts.library()))
        .isInstanceOfSatisfying(
            LayoutRefusedException.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(Fault.DOES_NOT_FIT);
              assertThat(refused.path()).isEqualTo("/pages/0/items/0");
            });
  }
}
