package org.liangzheng.hsm.sdf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.file.AtomicFile;
import org.liangzheng.hsm.file.StrictJson;
import org.liangzheng.hsm.file.WriterLock;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import tools.jackson.core.JacksonException;

/**
 * A key table in a file, read anew at each question, so that processes of one machine share it.
 * Nodes on several machines need a table in their database instead. The format is on the page
 * {@code docs/formats/sdf-key-table.md}.
 */
public final class FileKeyTable implements KeyTable {
  static final String FORMAT = "liangzheng-sdf-key-table";
  static final int VERSION = 1;

  /** A larger file is not one of ours: 16 MiB hold some 10,000 keys with certificates. */
  static final int MAX_SIZE = 16 * 1024 * 1024;

  private static final Duration LOCK_WAIT = Duration.ofSeconds(5);

  /** The file. */
  record Content(String format, int version, List<Line> keys) {
    Content {
      Objects.requireNonNull(format);
      keys = List.copyOf(keys);
    }
  }

  /** One assignment as written. */
  record Line(
      String vault,
      String label,
      int index,
      String purpose,
      String publicKey,
      @Nullable String certificate) {
    Line {
      Objects.requireNonNull(vault);
      Objects.requireNonNull(label);
      Objects.requireNonNull(purpose);
      Objects.requireNonNull(publicKey);
    }
  }

  private final Path path;
  private final AtomicFile file;

  private FileKeyTable(Path path) {
    this.path = path;
    this.file = new AtomicFile(path, () -> {});
  }

  /**
   * Makes an empty table and opens it.
   *
   * @throws CustodyException.KeyStoreExists if the file is there
   * @throws CustodyException.KeyTableUnavailable if it cannot be written
   */
  public static FileKeyTable create(Path path) {
    FileKeyTable table = new FileKeyTable(path);
    try (WriterLock _ = table.lock()) {
      if (Files.exists(path)) {
        throw new CustodyException.KeyStoreExists(path.toString());
      }
      table.write(List.of());
      return table;
    } catch (IOException failed) {
      throw new CustodyException.KeyTableUnavailable(path.toString(), failed);
    }
  }

  /**
   * Opens a table. One that is not there is not an empty one: the keys it held would be given away
   * again.
   *
   * @throws CustodyException.KeyStoreAbsent if there is no file
   * @throws CustodyException.KeyStoreDamaged if it is not as the format says
   * @throws CustodyException.KeyTableUnavailable if it cannot be read
   */
  public static FileKeyTable open(Path path) {
    FileKeyTable table = new FileKeyTable(path);
    table.read();
    return table;
  }

  @Override
  public Optional<KeyAssignment> find(KeyReference key) {
    return read().stream().filter(one -> one.key().equals(key)).findFirst();
  }

  @Override
  public List<KeyAssignment> list(String vault) {
    return read().stream()
        .filter(one -> one.key().vault().equals(vault))
        .sorted(Comparator.comparing(one -> one.key().label()))
        .toList();
  }

  @Override
  public Claim claim(KeyAssignment assignment) {
    try (WriterLock _ = lock()) {
      List<KeyAssignment> all = new ArrayList<>(read());
      String vault = assignment.key().vault();
      if (all.stream().anyMatch(one -> one.key().equals(assignment.key()))) {
        return Claim.LABEL_TAKEN;
      }
      if (all.stream()
          .anyMatch(one -> one.key().vault().equals(vault) && one.index() == assignment.index())) {
        return Claim.INDEX_TAKEN;
      }
      all.add(assignment);
      write(all);
      return Claim.CLAIMED;
    } catch (IOException failed) {
      throw new CustodyException.KeyTableUnavailable(path.toString(), failed);
    }
  }

  @Override
  public boolean storeCertificate(KeyReference key, Certificate certificate) {
    try (WriterLock _ = lock()) {
      List<KeyAssignment> all = new ArrayList<>(read());
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).key().equals(key)) {
          all.set(i, all.get(i).with(certificate));
          write(all);
          return true;
        }
      }
      return false;
    } catch (IOException failed) {
      throw new CustodyException.KeyTableUnavailable(path.toString(), failed);
    }
  }

  private WriterLock lock() throws IOException {
    return WriterLock.acquire(path.toString(), file.lockFile(), LOCK_WAIT);
  }

  private void write(List<KeyAssignment> all) throws IOException {
    Content content = new Content(FORMAT, VERSION, all.stream().map(FileKeyTable::line).toList());
    byte[] bytes = StrictJson.MAPPER.writeValueAsBytes(content);
    if (bytes.length > MAX_SIZE) {
      // Written, it could not be read any more.
      throw new CustodyException.TokenFull(path.toString(), "its file would be too large");
    }
    // Only one writes at a time: the process number tells its leftover from another's.
    file.replace(bytes, Long.toString(ProcessHandle.current().pid()));
  }

  private static Line line(KeyAssignment one) {
    return new Line(
        one.key().vault(),
        one.key().label(),
        one.index(),
        one.purpose().name(),
        one.publicKey().point().toHex(),
        one.certificate()
            .map(certificate -> Base64.getEncoder().encodeToString(certificate.der().toByteArray()))
            .orElse(null));
  }

  private List<KeyAssignment> read() {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_SIZE + 1);
    } catch (NoSuchFileException absent) {
      throw new CustodyException.KeyStoreAbsent(path.toString());
    } catch (IOException failed) {
      throw new CustodyException.KeyTableUnavailable(path.toString(), failed);
    }
    if (bytes.length > MAX_SIZE) {
      throw damaged("it is too large", null);
    }
    try {
      Content content = StrictJson.MAPPER.readValue(bytes, Content.class);
      if (!content.format().equals(FORMAT) || content.version() != VERSION) {
        throw damaged("it is not a key table of version 1", null);
      }
      return assignments(content.keys());
    } catch (JacksonException | MalformedException | IllegalArgumentException bad) {
      throw damaged("it is not what version 1 says", bad);
    }
  }

  private List<KeyAssignment> assignments(List<Line> lines) throws MalformedException {
    List<KeyAssignment> all = new ArrayList<>();
    Set<KeyReference> labels = new HashSet<>();
    Set<String> indices = new HashSet<>();
    for (Line line : lines) {
      KeyAssignment one =
          KeyAssignment.of(
              new KeyReference(line.vault(), line.label()),
              line.index(),
              KeyPurpose.valueOf(line.purpose()),
              HexFormat.of().parseHex(line.publicKey()),
              Optional.ofNullable(line.certificate()).map(Base64.getDecoder()::decode));
      if (!labels.add(one.key()) || !indices.add(one.index() + "@" + one.key().vault())) {
        throw damaged("a label or index is there twice", null);
      }
      all.add(one);
    }
    return all;
  }

  private CustodyException damaged(String detail, @Nullable Throwable cause) {
    return cause == null
        ? new CustodyException.KeyStoreDamaged(path.toString(), detail)
        : new CustodyException.KeyStoreDamaged(path.toString(), detail, cause);
  }
}
