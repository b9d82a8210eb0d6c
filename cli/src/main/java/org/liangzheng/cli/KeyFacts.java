package org.liangzheng.cli;

import java.time.LocalDate;
import org.bouncycastle.asn1.x500.X500Name;
import org.liangzheng.hsm.KeyEntry;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.pack.ServiceKey;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What may be shown of a key: never any secret. */
final class KeyFacts {
  private KeyFacts() {}

  /** One line: reference, purpose, suite, end of the certificate, beginning of the key's name. */
  static String line(KeyEntry entry) {
    return Plain.pad(entry.reference().toString(), 40)
        + Plain.pad(entry.purpose().name(), 17)
        + Plain.pad(entry.publicKey().map(key -> key.suite().name()).orElse("-"), 13)
        + Plain.pad(
            entry
                .certificate()
                .map(c -> LocalDate.ofInstant(c.notAfter(), AsOf.LEGAL_ZONE).toString())
                .orElse("-"),
            12)
        + entry
            .publicKey()
            .map(key -> ServiceKey.idOf(key).value().toHex().substring(0, 16))
            .orElse("-");
  }

  static ObjectNode json(KeyEntry entry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", entry.reference().toString());
    json.put("purpose", entry.purpose().name());
    entry
        .publicKey()
        .ifPresent(key -> {
          json.put("suite", key.suite().name());
          json.put("publicKeySha256", ServiceKey.idOf(key).value().toHex());
        });
    entry.certificate().ifPresent(certificate -> json.set("certificate", json(certificate)));
    return json;
  }

  static ObjectNode json(Certificate certificate) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("subject", subject(certificate));
    json.put("serial", certificate.serialNumber().toString(16));
    json.put("notBefore", certificate.notBefore().toString());
    json.put("notAfter", certificate.notAfter().toString());
    json.put("sha256", certificate.fingerprint().value().toHex());
    return json;
  }

  /** The subject as a distinguished name, in the order of the certificate. */
  static String subject(Certificate certificate) {
    return Plain.text(X500Name.getInstance(certificate.subject().toByteArray()).toString());
  }
}
