package dev.sigrun.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of Sigrun. */
final class Version implements IVersionProvider {
  /** The version of the jar, if this is one. */
  static String name() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("built from source");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"sigrun " + name()};
  }
}
