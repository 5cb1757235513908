package dev.sigrun.compiler.backend.java;

import dev.sigrun.runtime.compiled.CompiledRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** The manifest of a jar with rules: which release compiled them, how many, and for what. */
public final class RuleManifest {
  private RuleManifest() {}

  /**
   * The bytes of the file {@code META-INF/MANIFEST.MF}.
   *
   * @param setName the full name of the class of the rule set
   * @param rules how many rules it has
   */
  public static byte[] of(String setName, int rules) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String version = RuleManifest.class.getPackage().getImplementationVersion();
    String release = version == null ? "Sigrun" : "Sigrun " + version;
    attributes.putValue("Created-By", release);
    attributes.putValue("Automatic-Module-Name", setName.substring(0, setName.lastIndexOf('.')));
    // Other tools that make a jar of the classes say that they created it.
    attributes.putValue("Sigrun-Compiled-By", release);
    attributes.putValue("Sigrun-Contract", Integer.toString(CompiledRules.CONTRACT));
    attributes.putValue("Sigrun-Rules", Integer.toString(rules));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      manifest.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
