package org.liangzheng.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.ZipWriter;

/**
 * An ordinary document (no licence) of two pages with a template and a font, signed as often as a
 * test wants. Parts can be changed before, between and after the signatures.
 */
public final class TestDocuments {
  private static final String XMLNS = " xmlns:ofd=\"http://www.ofdspec.org/2016\"";
  private static final String SIGNS = "/Doc_0/Signs/";

  private final Map<String, ByteString> parts = new LinkedHashMap<>();
  private final List<String> entries = new ArrayList<>();

  private TestDocuments() {
    put("/OFD.xml", root(""));
    put(
        "/Doc_0/Document.xml",
        "<ofd:Document"
            + XMLNS
            + "><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID>"
            + "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
            + "<ofd:TemplatePage ID=\"3\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData>"
            + "<ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/>"
            + "<ofd:Page ID=\"2\" BaseLoc=\"Pages/Page_1/Content.xml\"/></ofd:Pages>"
            + "</ofd:Document>");
    put(
        "/Doc_0/PublicRes.xml",
        "<ofd:Res"
            + XMLNS
            + " BaseLoc=\"Res\"><ofd:Fonts><ofd:Font ID=\"4\" FontName=\"x\">"
            + "<ofd:FontFile>font.ttf</ofd:FontFile></ofd:Font></ofd:Fonts></ofd:Res>");
    put("/Doc_0/Res/font.ttf", "not a font");
    put("/Doc_0/Tpls/Tpl_0/Content.xml", "<ofd:Page" + XMLNS + "/>");
    put("/Doc_0/Pages/Page_0/Content.xml", page("第一页"));
    put("/Doc_0/Pages/Page_1/Content.xml", page("第二页"));
  }

  /** Starts from a document without signatures. */
  public static TestDocuments unsigned() {
    return new TestDocuments();
  }

  /** A page with some text. */
  public static String page(String text) {
    return "<ofd:Page"
        + XMLNS
        + "><ofd:Template TemplateID=\"3\"/><ofd:TextCode>"
        + text
        + "</ofd:TextCode></ofd:Page>";
  }

  public TestDocuments put(String path, String text) {
    return put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public TestDocuments put(String path, byte[] bytes) {
    parts.put(path, ByteString.of(bytes));
    return this;
  }

  public TestDocuments remove(String path) {
    parts.remove(path);
    return this;
  }

  /** Changes the text of a part, which must then differ. */
  public TestDocuments edit(String path, UnaryOperator<String> change) {
    String old = text(path);
    String changed = change.apply(old);
    if (changed.equals(old)) {
      throw new IllegalArgumentException("nothing was changed in " + path);
    }
    return put(path, changed);
  }

  public String text(String path) {
    return Optional.ofNullable(parts.get(path)).orElseThrow().toString(StandardCharsets.UTF_8);
  }

  /** Parts as they stand. */
  public Map<String, ByteString> parts() {
    return new LinkedHashMap<>(parts);
  }

  /** How to sign: which parts stay out, and what comes into SignedValue.dat. */
  public interface Value {
    byte[] of(ByteString description, String path);
  }

  /** Adds a stamp over all parts, Signatures.xml left out so that others may follow. */
  public TestDocuments stamp(TestStamps stamp) {
    return sign("Seal", stamp::stamp, stamp.seal(), false, Set.of());
  }

  /** Adds a stamp over all parts and Signatures.xml: nothing may follow. */
  public TestDocuments stampAndLock(TestStamps stamp) {
    return sign("Seal", stamp::stamp, stamp.seal(), true, Set.of());
  }

  /** Adds a signature of any kind. */
  public TestDocuments sign(
      String type, Value value, byte[] seal, boolean lock, Set<String> leaveOut) {
    String id = "s" + (entries.size() + 1);
    String folder = SIGNS + "Sign_" + entries.size() + "/";
    entries.add(
        "<ofd:Signature ID=\""
            + id
            + "\" Type=\""
            + type
            + "\" BaseLoc=\""
            + folder
            + "Signature.xml\"/>");
    put("/OFD.xml", root("<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>"));
    put(
        SIGNS + "Signatures.xml",
        "<ofd:Signatures"
            + XMLNS
            + "><ofd:MaxSignId>"
            + entries.size()
            + "</ofd:MaxSignId>"
            + String.join("", entries)
            + "</ofd:Signatures>");
    if (seal.length > 0) {
      put(folder + "Seal.esl", seal);
    }
    Set<String> out = new HashSet<>(leaveOut);
    if (!lock) {
      out.add(SIGNS + "Signatures.xml");
    }
    StringBuilder references = new StringBuilder();
    parts.forEach((path, part) -> {
      if (!out.contains(path)) {
        references
            .append("<ofd:Reference FileRef=\"")
            .append(path)
            .append("\"><ofd:CheckValue>")
            .append(
                Base64.getEncoder()
                    .encodeToString(SignatureSuite.SM2_SM3.digest(part).value().toByteArray()))
            .append("</ofd:CheckValue></ofd:Reference>");
      }
    });
    put(
        folder + "Signature.xml",
        "<ofd:Signature"
            + XMLNS
            + "><ofd:SignedInfo><ofd:Provider ProviderName=\"test\"/>"
            + "<ofd:SignatureMethod>1.2.156.10197.1.501</ofd:SignatureMethod>"
            + "<ofd:References CheckMethod=\"SM3\">"
            + references
            + "</ofd:References>"
            + (seal.length == 0
                ? ""
                : "<ofd:StampAnnot ID=\"a1\" PageRef=\"1\" Boundary=\"10 10 40 40\"/><ofd:Seal>"
                    + "<ofd:BaseLoc>"
                    + folder
                    + "Seal.esl</ofd:BaseLoc></ofd:Seal>")
            + "</ofd:SignedInfo><ofd:SignedValue>"
            + folder
            + "SignedValue.dat</ofd:SignedValue></ofd:Signature>");
    ByteString description = Optional.ofNullable(parts.get(folder + "Signature.xml")).orElseThrow();
    return put(folder + "SignedValue.dat", value.of(description, folder + "Signature.xml"));
  }

  /** The package. */
  public byte[] build() {
    return ZipWriter.write(new OfdPackage(parts));
  }

  private static String root(String more) {
    return "<ofd:OFD"
        + XMLNS
        + " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo>"
        + "<ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        + more
        + "</ofd:DocBody></ofd:OFD>";
  }
}
