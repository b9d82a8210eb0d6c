package org.liangzheng.api.custody;

/**
 * How far the replacement of a key is. Neighbouring phases may hold on different nodes at the same
 * time; no two others ever do. Names are stored.
 */
enum RotationPhase {
  /** The new version is there; nodes load it, and write indexes under both. */
  SPREADING,
  /** Every node writes the new version; what is under the old one is moved. */
  MOVING,
  /** Nothing is left to move; nodes stop writing the old version. */
  RETIRING,
  /** Nobody writes the old version: what still comes to light is moved, old indexes are deleted. */
  CLEARING,
  /** Nothing is under the old version; it waits for readers and cookies still under way. */
  HOLDING,
  /** The old version is destroyed. */
  DONE
}
