package org.liangzheng.verifier.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liangzheng.verifier.crypto.ByteString;

/** The reference tree of Certificate Transparency (RFC 6962, transparency-dev/merkle), and more. */
class TreeTest {
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final String NODE_23 =
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
  private static final String NODE_4567 =
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
  private static final String NODE_0123 =
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
  private static final String NODE_67 =
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";

  private static TreeHash hash(String hex) {
    return new TreeHash(ByteString.ofHex(hex));
  }

  private static List<TreeHash> hashes(String... hex) {
    return List.of(hex).stream().map(TreeTest::hash).toList();
  }

  /** A tree with all its hashes kept, and its root at each size. */
  private static final class Kept {
    final GrowingTree tree = new GrowingTree();
    final Map<TreePosition, TreeHash> hashes = new HashMap<>();
    final List<TreeHash> leaves = new ArrayList<>();
    final List<TreeHash> roots = new ArrayList<>(List.of(tree.root()));

    void append(byte[] content) {
      leaves.add(TreeHash.ofLeaf(content));
      tree.append(
          leaves.getLast(),
          (position, hash) -> {
            assertThat(hashes.put(position, hash)).isNull();
          });
      roots.add(tree.root());
    }

    TreeHash at(TreePosition position) {
      TreeHash hash = hashes.get(position);
      assertThat(hash).as("kept hash at %s", position).isNotNull();
      return hash;
    }
  }

  private static Kept reference() {
    Kept kept = new Kept();
    LEAVES.forEach(leaf -> kept.append(HexFormat.of().parseHex(leaf)));
    return kept;
  }

  private static Kept ofSize(int size) {
    Kept kept = new Kept();
    for (int i = 0; i < size; i++) {
      kept.append(new byte[] {(byte) i, (byte) (i * 7)});
    }
    return kept;
  }

  /** RFC 9162 §2.1.1, word by word. */
  private static TreeHash naive(List<TreeHash> leaves) {
    if (leaves.isEmpty()) {
      return TreeHash.EMPTY;
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = 1;
    while (k * 2 < leaves.size()) {
      k *= 2;
    }
    return naive(leaves.subList(0, k)).join(naive(leaves.subList(k, leaves.size())));
  }

  @Test
  void referenceRoots() {
    assertThat(reference().roots.stream().map(root -> root.value().toHex())).isEqualTo(ROOTS);
  }

  @Test
  void referenceProofs() {
    Kept kept = reference();
    assertThat(InclusionProof.of(0, 8, kept::at).path())
        .isEqualTo(
            hashes(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                NODE_23,
                NODE_4567));
    assertThat(InclusionProof.of(5, 8, kept::at).path())
        .isEqualTo(
            hashes(
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                NODE_67,
                NODE_0123));
    assertThat(ConsistencyProof.of(2, 8, kept::at).path()).isEqualTo(hashes(NODE_23, NODE_4567));
    assertThat(ConsistencyProof.of(6, 8, kept::at).path())
        .isEqualTo(
            hashes(
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                NODE_67,
                NODE_0123));
    assertThat(ConsistencyProof.of(2, 5, kept::at).path())
        .isEqualTo(
            hashes(NODE_23, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));
  }

  @Test
  void rootsAreThoseOfTheDefinition() {
    Kept kept = ofSize(70);
    for (int size = 0; size <= 70; size++) {
      assertThat(kept.roots.get(size)).isEqualTo(naive(kept.leaves.subList(0, size)));
      if (size > 0) {
        assertThat(TreeShape.whole(size).hash(kept::at)).isEqualTo(kept.roots.get(size));
      }
      assertThat(new GrowingTree(size, kept::at).root()).isEqualTo(kept.roots.get(size));
    }
  }

  @Test
  void everyLeafOfEveryTreeIsProvenAndNothingElse() {
    Kept kept = ofSize(33);
    for (int size = 1; size <= 33; size++) {
      TreeHash root = kept.roots.get(size);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(index, size, kept::at);
        TreeHash leaf = kept.leaves.get(index);
        assertThat(proof.proves(leaf, root)).isTrue();
        assertThat(proof.proves(kept.leaves.get((index + 1) % 33), root)).isFalse();
        assertThat(proof.proves(leaf, kept.roots.get(size - 1))).isFalse();
        for (int other = 0; other < size; other++) {
          assertThat(new InclusionProof(other, size, proof.path()).proves(leaf, root))
              .isEqualTo(other == index);
        }
        for (List<TreeHash> path : tampered(proof.path())) {
          assertThat(new InclusionProof(index, size, path).proves(leaf, root)).isFalse();
        }
      }
    }
  }

  @Test
  void everyTreeIsTheBeginningOfEveryLaterOneAndNothingElse() {
    Kept kept = ofSize(33);
    for (int second = 0; second <= 33; second++) {
      TreeHash now = kept.roots.get(second);
      for (int first = 0; first <= second; first++) {
        TreeHash before = kept.roots.get(first);
        ConsistencyProof proof = ConsistencyProof.of(first, second, kept::at);
        assertThat(proof.proves(before, now)).as("%d to %d", first, second).isTrue();
        assertThat(proof.proves(TreeHash.ofLeaf(new byte[] {9}), now)).isFalse();
        if (first > 0) {
          assertThat(proof.proves(before, TreeHash.ofLeaf(new byte[] {9}))).isFalse();
        }
        for (List<TreeHash> path : tampered(proof.path())) {
          assertThat(new ConsistencyProof(first, second, path).proves(before, now)).isFalse();
        }
      }
    }
  }

  private static List<List<TreeHash>> tampered(List<TreeHash> path) {
    List<List<TreeHash>> all = new ArrayList<>();
    List<TreeHash> longer = new ArrayList<>(path);
    longer.add(TreeHash.EMPTY);
    all.add(longer);
    if (!path.isEmpty()) {
      all.add(path.subList(0, path.size() - 1));
      all.add(path.subList(1, path.size()));
    }
    for (int i = 0; i < path.size(); i++) {
      List<TreeHash> changed = new ArrayList<>(path);
      byte[] bytes = path.get(i).value().toByteArray();
      bytes[i % bytes.length] ^= 1;
      changed.set(i, new TreeHash(ByteString.of(bytes)));
      all.add(changed);
    }
    return all;
  }

  @Test
  void proofsOfHugeTreesAskForFewHashes() {
    long size = (1L << 61) + 12_345;
    assertThat(TreeShape.inclusion(size / 3, size)).hasSizeLessThanOrEqualTo(63);
    assertThat(TreeShape.consistency(size / 3, size)).hasSizeLessThanOrEqualTo(64);
    assertThat(TreeShape.whole(size).positions()).hasSize(Long.bitCount(size));
  }
}
