package org.liangzheng.verifier.format.code;

/** A code as it was read. Nothing in it is proven yet. */
public sealed interface PresentationCode permits OnlineCode, OfflineCode, FaceCode {
  /** The service that says to have made it. */
  InstanceId instance();
}
