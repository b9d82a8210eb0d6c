package org.liangzheng.verifier.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.Reach;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.report.Reason;

/**
 * Which parts of a package the signatures cover: together, and each for itself. Signatures.xml,
 * each Signature.xml and each SignedValue.dat cannot be covered by themselves, and a seal's copy is
 * held against the seal in its stamp; everything else has to be.
 */
final class Coverage {
  private final OfdDocument document;
  private final boolean licence;
  private final Set<String> exempt = new HashSet<>();
  private final List<String> uncovered = new ArrayList<>();
  private @Nullable Set<String> shown;

  /**
   * Works out what is covered.
   *
   * @param descriptions of all signatures that could be read
   */
  Coverage(OfdDocument document, List<SignatureDescription> descriptions, boolean licence) {
    this.document = document;
    this.licence = licence;
    document.signaturesPath().ifPresent(exempt::add);
    document.signatures().forEach(entry -> exempt.add(entry.path()));
    Set<String> covered = new HashSet<>();
    for (SignatureDescription description : descriptions) {
      exempt.add(description.signedValuePath());
      description.sealPath().ifPresent(exempt::add);
      description.references().forEach(reference -> covered.add(reference.path()));
    }
    for (String path : document.content().paths()) {
      if (!covered.contains(path) && !exempt.contains(path)) {
        uncovered.add(path);
      }
    }
  }

  /** Absolute paths that no signature covers. */
  List<String> uncovered() {
    return List.copyOf(uncovered);
  }

  /** Whether all signatures together leave something open. */
  Optional<Reason> why() {
    if (uncovered.isEmpty()) {
      return Optional.empty();
    }
    if (uncovered.stream().anyMatch(this::isBesideSignatures)) {
      return Optional.of(Reason.SIGNATURE_PARTS_ORPHANED);
    }
    if (licence) {
      return Optional.of(Reason.CONTENT_NOT_COVERED);
    }
    return Optional.of(
        uncovered.stream().anyMatch(this::isShown)
            ? Reason.SHOWN_NOT_COVERED
            : Reason.PARTS_NOT_COVERED);
  }

  /**
   * Whether one signature leaves open what another covers: content that was added after it. Each
   * seal of a licence covers all of it.
   */
  Optional<Reason> why(SignatureDescription description) {
    Set<String> own = new HashSet<>();
    description.references().forEach(reference -> own.add(reference.path()));
    List<String> others =
        document.content().paths().stream()
            .filter(path -> !own.contains(path) && !exempt.contains(path))
            .filter(path -> !isBesideSignatures(path))
            .toList();
    if (licence) {
      return others.isEmpty() ? Optional.empty() : Optional.of(Reason.CONTENT_NOT_COVERED);
    }
    return others.stream().anyMatch(path -> !uncovered.contains(path) && isShown(path))
        ? Optional.of(Reason.ADDED_AFTER_SIGNATURE)
        : Optional.empty();
  }

  private boolean isBesideSignatures(String path) {
    String list = document.signaturesPath().orElse("/");
    String folder = list.substring(0, list.lastIndexOf('/') + 1);
    return folder.length() > 1 && path.startsWith(folder);
  }

  /**
   * OFD.xml itself shows nothing but the document's description; it often changes when a signature
   * is added. What it leads to is judged like everything else.
   */
  private boolean isShown(String path) {
    if (path.equals(OfdDocument.ROOT)) {
      return false;
    }
    Set<String> reached = shown;
    if (reached == null) {
      reached = Reach.from(document.content(), OfdDocument.ROOT);
      shown = reached;
    }
    return reached.contains(path);
  }
}
