package dev.sigrun.cli.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Folders that only their user can write to, so that what is in them may be executed. On file
 * systems without owners and permissions of POSIX, every folder counts as one.
 */
final class PrivateFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  /**
   * Makes a folder, or takes away from others what they may do in a folder of this user.
   *
   * @throws IOException if it belongs to somebody else
   */
  static void prepare(Path folder) throws IOException {
    if (!isPosix(folder)) {
      Files.createDirectories(folder);
      return;
    }
    if (!Files.exists(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    if (!Files.getOwner(folder).equals(user())) {
      throw new IOException("'" + folder + "' belongs to another user.");
    }
    Files.setPosixFilePermissions(folder, OWNER_ONLY);
  }

  /** Takes away from others what they may do with a file of this user. */
  static void close(Path file) throws IOException {
    if (isPosix(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /**
   * Whether nobody but this user can write to a folder and its contents, or put others into their
   * places.
   */
  static boolean isPrivate(Path folder, Path... contents) throws IOException {
    if (!isPosix(folder)) {
      return true;
    }
    UserPrincipal user = user();
    boolean closed = isClosed(folder.toRealPath(), user);
    for (Path file : contents) {
      closed = closed && isClosed(file, user);
    }
    return closed;
  }

  private static boolean isClosed(Path file, UserPrincipal user) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return !attributes.isSymbolicLink()
        && attributes.owner().equals(user)
        && !attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
        && !attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static boolean isPosix(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static UserPrincipal user() throws IOException {
    // Who owns what this process makes, whatever the user is called.
    Path made = Files.createTempFile("sigrun", null);
    try {
      return Files.getOwner(made);
    } finally {
      Files.delete(made);
    }
  }
}
