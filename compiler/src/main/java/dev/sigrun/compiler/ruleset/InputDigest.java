package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.runtime.compiled.CompiledRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Digests everything that compiled rules depend on, to detect whether it has changed. */
public final class InputDigest {
  private final MessageDigest digest = sha256();

  private InputDigest() {}

  /** A digest that already holds which build of the compiler and of the runtime this is. */
  public static InputDigest ofThisBuild() {
    InputDigest digest = new InputDigest();
    for (Class<?> part : List.of(RuleCompiler.class, CompiledRules.class)) {
      CodeSource code = part.getProtectionDomain().getCodeSource();
      if (code != null) {
        digest.addFiles(code);
      }
    }
    return digest;
  }

  /** A digest that holds {@code part} so far. */
  public static InputDigest of(String part) {
    return new InputDigest().add(part);
  }

  /** Adds the jar, or the folder of classes, by the sizes and times of its files. */
  private void addFiles(CodeSource code) {
    try (Stream<Path> files = Files.walk(Path.of(code.getLocation().toURI()))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(file.toString())
            .add(Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Class loaders give well-formed locations.", e);
    }
  }

  /** This digest, which depends on {@code part} now, too. */
  public InputDigest add(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    // With its length, so that parts cannot be taken for one another.
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  /** Adds the paths and texts of rule files. */
  public InputDigest add(RuleSources sources) {
    for (RuleSources.File file : sources.files()) {
      add("rule").add(file.path());
      file.text().ifPresent(text -> add(text.content()));
    }
    return this;
  }

  /** The digest in hexadecimal digits. Takes no more parts. */
  public String toHex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digest of {@code bytes} alone, in hexadecimal digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
