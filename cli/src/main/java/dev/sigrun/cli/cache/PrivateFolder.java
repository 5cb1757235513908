package dev.sigrun.cli.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/**
 * Folders that only their user can write to, so that what is in them may be executed. On file systems
 * without owners and permissions of POSIX, every folder counts as one.
 */
final class PrivateFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  /**
   * Makes a folder, or takes away from others what they may do in a folder of this user.
   *
   * @throws IOException if it belongs to somebody else, or others could have written to it
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
    require(folder, user(folder));
    Files.setPosixFilePermissions(folder, OWNER_ONLY);
  }

  /**
   * Requires that nobody else could have written to a file, or put another one into its place.
   *
   * @throws IOException if somebody could
   */
  static void requirePrivate(Path folder, Path... contents) throws IOException {
    if (!isPosix(folder)) {
      return;
    }
    UserPrincipal user = user(folder);
    require(folder, user);
    for (Path file : contents) {
      require(file, user);
    }
  }

  private static void require(Path file, UserPrincipal user) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Set<PosixFilePermission> others =
        EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    others.retainAll(attributes.permissions());
    if (attributes.isSymbolicLink() || !attributes.owner().equals(user) || !others.isEmpty()) {
      throw new IOException("'" + file + "' can be written by others than its user.");
    }
  }

  private static boolean isPosix(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static UserPrincipal user(Path folder) throws IOException {
    // Who owns what this process makes, whatever the user is called.
    Path made = Files.createTempFile("sigrun", null);
    try {
      return Files.getOwner(made);
    } finally {
      Files.delete(made);
    }
  }
}
