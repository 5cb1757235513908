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
 * systems without the owners and permissions of Unix, every folder counts as one.
 */
final class PrivateFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private static final int ADMINISTRATOR = 0;

  /** In a folder with this bit, only owners rename and delete their files. */
  private static final int STICKY = 01000;

  private PrivateFolder() {}

  /**
   * Makes a folder, or takes away from others what they may do in a folder of this user.
   *
   * @return its real path
   * @throws IOException if it belongs to somebody else, or others can put another into its place
   */
  static Path prepare(Path folder) throws IOException {
    if (!isPosix(folder)) {
      return Files.createDirectories(folder).toRealPath();
    }
    if (!Files.exists(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    Path real = folder.toRealPath();
    if (!Files.getOwner(real).equals(user())) {
      throw new IOException("'" + folder + "' belongs to another user.");
    }
    Files.setPosixFilePermissions(real, OWNER_ONLY);
    if (!isPrivate(real)) {
      throw new IOException("'" + folder + "' is in a folder that other users can change.");
    }
    return real;
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
   *
   * @param folder a real path, so that no link on the way can be changed
   * @param contents in the folder, or deeper
   */
  static boolean isPrivate(Path folder, Path... contents) throws IOException {
    if (!isPosix(folder)) {
      return true;
    }
    UserPrincipal user = user();
    boolean closed = isClosed(folder, user);
    for (Path file : contents) {
      closed = closed && isClosed(file, user);
    }
    for (Path above = folder.getParent(); closed && above != null; above = above.getParent()) {
      closed = isKept(above, user);
    }
    return closed;
  }

  private static boolean isClosed(Path file, UserPrincipal user) throws IOException {
    PosixFileAttributes attributes = attributes(file);
    return (attributes.isRegularFile() || attributes.isDirectory())
        && attributes.owner().equals(user)
        && !attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
        && !attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }

  /**
   * Whether only this user and the administrator can rename what this user has in a folder. A group
   * with the name of its only member counts as that user.
   */
  private static boolean isKept(Path folder, UserPrincipal user) throws IOException {
    PosixFileAttributes attributes = attributes(folder);
    int mode = (int) Files.getAttribute(folder, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    boolean byGroup =
        attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
            && !attributes.group().getName().equals(attributes.owner().getName());
    boolean byOthers = attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    int owner = (int) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return (owner == ADMINISTRATOR || attributes.owner().equals(user))
        && (!byGroup && !byOthers || (mode & STICKY) != 0);
  }

  private static PosixFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isPosix(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("unix");
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
