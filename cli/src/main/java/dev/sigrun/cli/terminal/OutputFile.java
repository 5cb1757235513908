package dev.sigrun.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * A file that this process was given open, such as standard output; or a pipe, a terminal or
 * another device, which keep nothing: there, to be written is all that can happen to bytes.
 */
public final class OutputFile extends FileOutputStream implements Durable {
  /** The file with this descriptor. */
  public OutputFile(FileDescriptor descriptor) {
    super(descriptor);
  }

  @Override
  public void force() throws IOException {
    FileChannel channel = getChannel();
    if (isOnDisk(channel)) {
      channel.force(false);
    }
  }

  /** Pipes and terminals have no position, other devices no size. */
  private static boolean isOnDisk(FileChannel channel) {
    try {
      return channel.position() >= 0 && channel.size() > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
