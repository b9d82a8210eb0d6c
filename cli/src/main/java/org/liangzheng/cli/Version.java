package org.liangzheng.cli;

import picocli.CommandLine.IVersionProvider;

/** Reads the version from the jar's manifest; classes outside a jar have none and say so. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Lz.class.getPackage().getImplementationVersion();
    return new String[] {"亮证 Liangzheng " + (version == null ? "(unpackaged)" : version)};
  }
}
