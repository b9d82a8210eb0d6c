package org.liangzheng.hsm.sdf;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The key indices of a vault, made in every one of its devices beforehand by the vendor's tool. No
 * index serves twice.
 *
 * @param signing the pool from which signing keys are assigned, lowest first
 * @param wrapping the pool from which wrapping keys are assigned, lowest first
 * @param fixed keys whose index the operator chose
 * @param pinFiles access passwords of single indices; all others have the vault's
 */
public record SdfIndices(
    NavigableSet<Integer> signing,
    NavigableSet<Integer> wrapping,
    List<FixedKey> fixed,
    Map<Integer, Path> pinFiles) {
  public SdfIndices {
    signing = Collections.unmodifiableNavigableSet(new TreeSet<>(signing));
    wrapping = Collections.unmodifiableNavigableSet(new TreeSet<>(wrapping));
    fixed = List.copyOf(fixed);
    pinFiles = Map.copyOf(pinFiles);
    Set<Integer> seen = new HashSet<>();
    Set<String> labels = new HashSet<>();
    signing.forEach(index -> requireNew(seen, index));
    wrapping.forEach(index -> requireNew(seen, index));
    for (FixedKey key : fixed) {
      requireNew(seen, key.index());
      if (!labels.add(key.label())) {
        throw new IllegalArgumentException("two fixed keys bear one label");
      }
    }
    if (!seen.containsAll(pinFiles.keySet())) {
      throw new IllegalArgumentException("a PIN file belongs to no index of the vault");
    }
  }

  /** Pools from-to, both ends included, no fixed keys, one password for all. */
  public static SdfIndices pools(int signingFrom, int signingTo, int wrappingFrom, int wrappingTo) {
    return new SdfIndices(
        range(signingFrom, signingTo), range(wrappingFrom, wrappingTo), List.of(), Map.of());
  }

  private static NavigableSet<Integer> range(int from, int to) {
    NavigableSet<Integer> indices = new TreeSet<>();
    IntStream.rangeClosed(from, to).forEach(indices::add);
    return indices;
  }

  private static void requireNew(Set<Integer> seen, int index) {
    requireIndex(index);
    if (!seen.add(index)) {
      throw new IllegalArgumentException("index " + index + " serves twice");
    }
  }

  static void requireIndex(int index) {
    if (index < 1 || index > 65_535) {
      throw new IllegalArgumentException("a key index lies between 1 and 65,535");
    }
  }
}
