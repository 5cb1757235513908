package dev.sigrun.compiler.backend;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of devices on Windows, whatever their extension: no file can have this name. */
public final class DeviceNames {
  private static final Pattern DEVICES = Pattern.compile("con|prn|aux|nul|(?:com|lpt)[0-9]");

  private DeviceNames() {}

  /** Whether {@code name}, a name without an ending, means a device. */
  public static boolean contains(String name) {
    return DEVICES.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
