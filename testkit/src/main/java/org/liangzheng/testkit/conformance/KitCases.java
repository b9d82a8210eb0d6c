package org.liangzheng.testkit.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.liangzheng.testkit.conformance.KitCase.Answer;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;

/** All cases and packs of the kit, in order. */
final class KitCases {
  private final Map<String, KitCase> cases = new LinkedHashMap<>();
  private final Map<String, byte[]> packs = new LinkedHashMap<>();

  private KitCases() {}

  static KitCases all() {
    KitCases kit = new KitCases();
    for (SignatureSuite suite : SignatureSuite.values()) {
      KitWorld world = new KitWorld(suite);
      Adder to = kit.new Adder(world);
      to.pack("", world.pack());
      GoodCases.add(world, to);
      ContentCases.add(world, to);
      StampCases.add(world, to);
      SealCases.add(world, to);
      TimeCases.add(world, to);
      PackCases.add(world, to);
      ReceiptCases.add(world, to);
      CodeCases.add(world, to);
      if (suite == SignatureSuite.SM2_SM3) {
        PackageCases.add(world, to);
        StructureCases.add(world, to);
        LicenceCases.add(world, to);
        StatusCases.add(world, to);
      }
    }
    return kit;
  }

  List<KitCase> cases() {
    return new ArrayList<>(cases.values());
  }

  /** Evidence packs by name. */
  Map<String, byte[]> packs() {
    return new LinkedHashMap<>(packs);
  }

  static String prefix(SignatureSuite suite) {
    return switch (suite) {
      case SM2_SM3 -> "sm2";
      case P256_SHA256 -> "p256";
    };
  }

  /** Takes the cases of one suite. */
  final class Adder {
    private final KitWorld world;

    private Adder(KitWorld world) {
      this.world = world;
    }

    /** Keeps a pack; returns its full name. */
    String pack(String name, byte[] bytes) {
      String full = name.isEmpty() ? prefix(world.suite()) : prefix(world.suite()) + "-" + name;
      packs.put(full, bytes);
      return full;
    }

    void good(String name, byte[] file, String zh, String en) {
      add(name, file, KitCase.valid(), zh, en, UnaryOperator.identity());
    }

    void good(String name, byte[] file, String zh, String en, UnaryOperator<KitCase> change) {
      add(name, file, KitCase.valid(), zh, en, change);
    }

    void bad(String name, byte[] file, Reason reason, String zh, String en) {
      add(name, file, KitCase.because(reason), zh, en, UnaryOperator.identity());
    }

    void bad(
        String name,
        byte[] file,
        Reason reason,
        String zh,
        String en,
        UnaryOperator<KitCase> change) {
      add(name, file, KitCase.because(reason), zh, en, change);
    }

    void add(
        String name,
        byte[] file,
        Answer answer,
        String zh,
        String en,
        UnaryOperator<KitCase> change) {
      String full = prefix(world.suite()) + "-" + name;
      KitCase made =
          change.apply(
              new KitCase(
                  full,
                  ByteString.of(file),
                  Optional.of(prefix(world.suite())),
                  world.anchor(),
                  KitWorld.ASKED,
                  Report.Level.FILE,
                  Optional.empty(),
                  Optional.empty(),
                  Map.of(),
                  answer,
                  zh,
                  en));
      if (cases.put(full, made) != null) {
        throw new IllegalStateException("two cases are called " + full);
      }
    }
  }
}
