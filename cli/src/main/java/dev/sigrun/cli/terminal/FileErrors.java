package dev.sigrun.cli.terminal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Explains failures of file operations to users. */
public final class FileErrors {
  private FileErrors() {}

  /** A sentence about a file that cannot be read. */
  public static String unreadable(Path file, IOException e) {
    return "'" + file + "' cannot be read: " + reason(e) + ".";
  }

  /** A sentence about a file or folder that cannot be written. */
  public static String unwritable(Path file, IOException e) {
    // The missing file is a temporary one, or its folder.
    String reason = e instanceof NoSuchFileException ? "its folder is not writable" : reason(e);
    return "'" + file + "' cannot be written: " + reason + ".";
  }

  /** The reason alone, without a period. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "'" + missing.getFile() + "' does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof FileAlreadyExistsException existing) {
      return "'" + existing.getFile() + "' already exists";
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return lower(system.getReason());
    }
    return lower(Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()));
  }

  private static String lower(String reason) {
    String text = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    boolean word =
        text.length() > 1
            && Character.isUpperCase(text.charAt(0))
            && Character.isLowerCase(text.charAt(1));
    return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }
}
