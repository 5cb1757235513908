package dev.sigrun.cli.event;

/** Takes reports about what is wrong with files of events. */
public interface FileProblems {
  /** Takes no notice, for files that are read a second time. */
  FileProblems NONE =
      new FileProblems() {
        @Override
        public void malformed(EventLine event, String reason) {}

        @Override
        public void brokenFile(String source, String reason) {}

        @Override
        public void replacedFile(String source, long lines) {}

        @Override
        public void renamedFile(String before, String source, long lines) {}

        @Override
        public void unfinished(String source, long line) {}
      };

  /** A text is not an event. */
  void malformed(EventLine event, String reason);

  /** The rest of a file cannot be read. */
  void brokenFile(String source, String reason);

  /** A file does not begin with the content read earlier: it must be a different file. */
  void replacedFile(String source, long lines);

  /**
   * A file begins with content that was read earlier under another name, which no longer exists.
   */
  void renamedFile(String before, String source, long lines);

  /** A file ends in the middle of an event, which waits for somebody to write the rest. */
  void unfinished(String source, long line);
}
