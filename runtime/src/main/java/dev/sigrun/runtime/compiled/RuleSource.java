package dev.sigrun.runtime.compiled;

import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.RuleFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import org.jspecify.annotations.Nullable;

/** Creates the parts of a compiled set on demand. Safe to share between threads. */
public interface RuleSource extends RuleFiles {
  /**
   * Creates a matcher.
   *
   * @param number its place among the matchers of the set, from 0
   * @param fields where all fields that it reads are registered
   * @throws IndexOutOfBoundsException if there is no matcher of this number
   */
  default EventMatcher matcher(int number, Fields fields) {
    throw new IndexOutOfBoundsException(number);
  }

  /**
   * Creates a detector.
   *
   * @param number its place among the detectors of the set, from 0
   * @param fields where all fields that it reads are registered
   * @throws IndexOutOfBoundsException if there is no detector of this number
   */
  default Detector<?> detector(int number, Fields fields) {
    throw new IndexOutOfBoundsException(number);
  }

  /**
   * Opens a resource as it is now. Java keeps jars open for all who read them later, and so would
   * read the old content after a jar was replaced by one of the same name.
   *
   * @param resource where it is; null if it is nowhere
   * @return null if it is nowhere
   * @throws IOException if it cannot be opened
   */
  static @Nullable InputStream stream(@Nullable URL resource) throws IOException {
    if (resource == null) {
      return null;
    }
    URLConnection connection = resource.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }
}
