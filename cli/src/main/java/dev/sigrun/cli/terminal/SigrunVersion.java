package dev.sigrun.cli.terminal;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of Sigrun. */
public final class SigrunVersion implements IVersionProvider {
  /** The version of the jar, if this is one. */
  public static String name() {
    return Optional.ofNullable(SigrunVersion.class.getPackage().getImplementationVersion())
        .orElse("built from source");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"sigrun " + name()};
  }
}
