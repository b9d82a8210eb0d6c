package org.liangzheng.verifier.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.SignatureDescription;

/**
 * Which parts of a package no signature covers.
 *
 * @param uncovered content that nobody signed
 * @param orphaned parts beside the signatures that belong to none of them
 */
record Coverage(List<String> uncovered, List<String> orphaned) {
  /**
   * Signatures.xml, each Signature.xml and each SignedValue.dat cannot be covered by themselves;
   * everything else must be.
   *
   * @param descriptions of the signatures that count
   */
  static Coverage of(OfdDocument document, List<SignatureDescription> descriptions) {
    Set<String> covered = new HashSet<>();
    Set<String> exempt = new HashSet<>();
    document.signaturesPath().ifPresent(exempt::add);
    document.signatures().forEach(entry -> exempt.add(entry.path()));
    for (SignatureDescription description : descriptions) {
      exempt.add(description.signedValuePath());
      description.references().forEach(reference -> covered.add(reference.path()));
    }
    String folder =
        document
            .signaturesPath()
            .map(path -> path.substring(0, path.lastIndexOf('/') + 1))
            .orElse("/");
    List<String> uncovered = new ArrayList<>();
    List<String> orphaned = new ArrayList<>();
    for (String path : document.content().paths()) {
      if (!covered.contains(path) && !exempt.contains(path)) {
        boolean besideSignatures = folder.length() > 1 && path.startsWith(folder);
        (besideSignatures ? orphaned : uncovered).add(path);
      }
    }
    return new Coverage(List.copyOf(uncovered), List.copyOf(orphaned));
  }
}
