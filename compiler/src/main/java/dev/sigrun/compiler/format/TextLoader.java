package dev.sigrun.compiler.format;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Loads files that must be UTF-8. */
final class TextLoader {
  private static final DiagnosticKind UNREADABLE =
      DiagnosticKind.error("RUL106", "The file cannot be read: %s.");
  private static final DiagnosticKind NO_UTF_8 =
      DiagnosticKind.error("RUL107", "Byte 0x%s is not valid UTF-8. Save the file as UTF-8.");
  private static final DiagnosticKind TOO_LONG =
      DiagnosticKind.error("RUL108", "The file is longer than %s bytes.");

  private static final int MOST_BYTES = 10 * 1024 * 1024;

  private TextLoader() {}

  static Optional<SourceText> load(Path file, DiagnosticSink sink) {
    return load(file.toString(), () -> Files.newInputStream(file), sink);
  }

  /** The content of a stream, which is closed. */
  static Optional<SourceText> load(String name, InputStream stream, DiagnosticSink sink) {
    // On Java 17 a pipe cannot be read by readNBytes of FileInputStream itself, which asks for the
    // position in a file.
    return load(name, () -> new BufferedInputStream(stream), sink);
  }

  /** Opens a stream. */
  private interface Opening {
    InputStream open() throws IOException;
  }

  private static Optional<SourceText> load(String name, Opening opening, DiagnosticSink sink) {
    try (InputStream stream = opening.open()) {
      byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        sink.report(TOO_LONG, SourceText.of(name, ""), new Span(0, 0), MOST_BYTES);
        return Optional.empty();
      }
      return decode(name, bytes, sink);
    } catch (IOException e) {
      sink.report(UNREADABLE, SourceText.of(name, ""), new Span(0, 0), reason(e));
      return Optional.empty();
    }
  }

  /** Why a file could not be read, in the words of a user. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    // The message of such an exception repeats the path, the reason does not.
    String reason = e instanceof FileSystemException refused ? refused.getReason() : null;
    return String.valueOf(reason == null ? e.getMessage() : reason).replace('\n', ' ');
  }

  private static Optional<SourceText> decode(String name, byte[] bytes, DiagnosticSink sink) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (!result.isError()) {
      return Optional.of(SourceText.of(name, out.flip().toString()));
    }
    // The rest is decoded as well as it can be, so that the line can be shown.
    SourceText shown = SourceText.of(name, new String(bytes, StandardCharsets.UTF_8));
    String found = String.format(Locale.ROOT, "%02X", bytes[in.position()]);
    sink.report(NO_UTF_8, shown, new Span(out.position(), out.position() + 1), found);
    return Optional.empty();
  }
}
