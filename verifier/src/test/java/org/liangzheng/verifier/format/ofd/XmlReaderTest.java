package org.liangzheng.verifier.format.ofd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.verifier.crypto.ByteString;

/** The own reader of XML against the JDK's: what it accepts, the JDK reads the same way. */
class XmlReaderTest {
  private static final String[] PIECES = {
    "<a>",
    "</a>",
    "<b:c x='1'>",
    "</b:c>",
    "<d/>",
    "<e y=\"&lt;&#20013;\"/>",
    "text",
    "中𠮷",
    "&amp;",
    "&#x4e2d;",
    "&#0;",
    "&nbsp;",
    "<!--c-->",
    "<!-- -- -->",
    "<![CDATA[<x>]]>",
    "]]>",
    "<?pi d?>",
    "<?xml version=\"1.0\"?>",
    "\r\n",
    "\r",
    "\t",
    " ",
    "<",
    ">",
    "&",
    "\u0001",
    "<f x='1' x='2'/>",
    "<g a:x='1'/>",
    "<h x='\r\n\t'/>",
    "<!DOCTYPE r>",
    "xmlns",
    "=",
    "\"",
    "<i x = 'a>b' />",
    "<1/>",
    "<j x='<'/>",
    "<k\n/>",
    "</a >",
    "\u00ef\u00bb\u00bf",
    "\ufffe"
  };

  @Test
  void whatIsAcceptedTheJdkReadsTheSameWay() throws Exception {
    SplittableRandom random = new SplittableRandom(20261102);
    int accepted = 0;
    for (int i = 0; i < 60_000; i++) {
      StringBuilder xml = new StringBuilder(random.nextInt(8) == 0 ? "<?xml version='1.0'?>" : "");
      xml.append("<r xmlns:b='urn:b'>");
      int count = random.nextInt(6);
      for (int j = 0; j < count; j++) {
        xml.append(PIECES[random.nextInt(PIECES.length)]);
      }
      xml.append("</r>");
      ByteString part = ByteString.of(xml.toString().getBytes(StandardCharsets.UTF_8));
      XmlElement ours;
      try {
        ours = XmlReader.read(part, "r");
      } catch (OfdRefusedException refused) {
        continue;
      }
      accepted++;
      assertThat(ours).as("%s", xml).isEqualTo(jdk(part));
    }
    assertThat(accepted).isGreaterThan(5_000);
  }

  /** Strictness costs no real file: what the JDK reads and this refuses has a reason. */
  @Test
  void whatIsRefusedTheJdkRefusesTooSaveWhatIsMeantToBeRefused() throws Exception {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder xml = new StringBuilder("<r xmlns:b='urn:b'>");
      int count = random.nextInt(5);
      for (int j = 0; j < count; j++) {
        xml.append(PIECES[random.nextInt(PIECES.length)]);
      }
      xml.append("</r>");
      String text = xml.toString();
      ByteString part = ByteString.of(text.getBytes(StandardCharsets.UTF_8));
      try {
        XmlReader.read(part, "r");
      } catch (OfdRefusedException refused) {
        boolean meant = text.contains("DOCTYPE") || text.contains("&nbsp;");
        assertThat(meant || !readsInJdk(part)).as("%s", text).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<r>",
        "<r/><r/>",
        "x<r/>",
        "<r/>x",
        "<!DOCTYPE r><r/>",
        "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><r>&e;</r>",
        "<r>&e;</r>",
        "<r>&#xD800;</r>",
        "<r>&#99999999;</r>",
        "<r>&amp</r>",
        "<p:r/>",
        "<r a='1' b:a='2' xmlns:b='x'/>",
        "<?xml version='1.0' encoding='GBK'?><r/>",
        "<?xml version='1.0' encoding='UTF-16'?><r/>",
        "<?xml version='1.0' encoding='GBK' standalone='utf-8'?><r/>",
        "<?xml version='1.0' encoding=\"GBK'?><r a='utf-8'/>",
        "<?xml version='1.1'?><r/>",
        "<?xml encoding='UTF-8'?><r/>",
        " <?xml version='1.0'?><r/>"
      })
  void malformedPartsAreRefused(String xml) {
    assertFault(xml.getBytes(StandardCharsets.UTF_8), OfdFault.XML_MALFORMED);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    for (int bad : new int[] {0xff, 0xc0, 0x80, 0xed}) {
      assertFault(
          new byte[] {'<', 'r', '>', (byte) bad, (byte) 0xa0, (byte) 0x80, '<', '/', 'r', '>'},
          OfdFault.XML_MALFORMED);
    }
    assertFault("<r/>".getBytes(StandardCharsets.UTF_16), OfdFault.XML_MALFORMED);
  }

  @Test
  void aByteOrderMarkIsSkipped() throws Exception {
    assertThat(XmlReader.read(utf8("\ufeff<?xml version='1.0' encoding='utf-8'?><r/>"), "r").name())
        .isEqualTo("r");
  }

  @Test
  void depthAndNumberAreBounded() {
    assertFault(
        ("<r>" + "<a>".repeat(64) + "</a>".repeat(64) + "</r>").getBytes(StandardCharsets.UTF_8),
        OfdFault.XML_TOO_LARGE);
    assertFault(
        ("<r>" + "<a/>".repeat(100_000) + "</r>").getBytes(StandardCharsets.UTF_8),
        OfdFault.XML_TOO_LARGE);
    assertFault(
        ("<r>" + " ".repeat(XmlReader.MAX_BYTES) + "</r>").getBytes(StandardCharsets.UTF_8),
        OfdFault.XML_TOO_LARGE);
  }

  @Test
  void manySmallPiecesOfTextTakeNoQuadraticTime() throws Exception {
    String pieces = "x<!---->".repeat(60_000);
    assertThat(XmlReader.read(utf8("<r>" + pieces + "</r>"), "r").text()).hasSize(60_000);
  }

  private static ByteString utf8(String text) {
    return ByteString.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertFault(byte[] xml, OfdFault fault) {
    OfdRefusedException refused =
        catchThrowableOfType(
            OfdRefusedException.class, () -> XmlReader.read(ByteString.of(xml), "r"));
    assertThat(refused).isNotNull();
    assertThat(refused.fault()).isEqualTo(fault);
  }

  private static boolean readsInJdk(ByteString part) {
    try {
      jdk(part);
      return true;
    } catch (XMLStreamException malformed) {
      return false;
    }
  }

  private record Open(
      String name, String namespace, Map<String, String> attributes, List<XmlElement> children) {}

  private static XmlElement jdk(ByteString part) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader reader =
        factory.createXMLStreamReader(new ByteArrayInputStream(part.toByteArray()));
    Deque<Open> open = new ArrayDeque<>(List.of(new Open("", "", Map.of(), new ArrayList<>())));
    Deque<StringBuilder> texts = new ArrayDeque<>(List.of(new StringBuilder()));
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          Map<String, String> attributes = new HashMap<>();
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
          }
          String uri = reader.getNamespaceURI();
          open.push(
              new Open(
                  reader.getLocalName(), uri == null ? "" : uri, attributes, new ArrayList<>()));
          texts.push(new StringBuilder());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          Open done = open.pop();
          String text = texts.pop().toString();
          open.element()
              .children()
              .add(
                  new XmlElement(
                      done.name(), done.namespace(), done.attributes(), done.children(), text));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            texts.element().append(reader.getText());
        case XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("an entity");
        default -> {}
      }
    }
    return open.element().children().getFirst();
  }
}
