package dev.sigrun.compiler.backend.java.javac;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/** Gives javac classes that are in memory, and keeps what it writes. */
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
  private final Map<String, byte[]> known;
  private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

  /**
   * In front of {@code files}.
   *
   * @param known class files by their paths that are on the class path, too
   */
  MemoryFiles(JavaFileManager files, Map<String, byte[]> known) {
    super(files);
    this.known = known;
  }

  /** A source as javac wants it. */
  static JavaFileObject source(JavaSource source) {
    return new SourceFile(source);
  }

  /** The files that javac has written, by path. */
  Map<String, byte[]> written() {
    Map<String, byte[]> bytes = new TreeMap<>();
    written.forEach((path, content) -> bytes.put(path, content.toByteArray()));
    return bytes;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    List<JavaFileObject> found = new ArrayList<>();
    super.list(location, packageName, kinds, recurse).forEach(found::add);
    if (location == StandardLocation.CLASS_PATH && kinds.contains(JavaFileObject.Kind.CLASS)) {
      String folder = packageName.replace('.', '/') + "/";
      known.forEach(
          (path, bytes) -> {
            if (path.lastIndexOf('/') == folder.length() - 1 && path.startsWith(folder)) {
              found.add(new ClassFile(path, bytes));
            }
          });
    }
    return found;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof ClassFile known
        ? known.binaryName()
        : super.inferBinaryName(location, file);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
    String path = className.replace('.', '/') + kind.extension;
    return new SimpleJavaFileObject(uri(path), kind) {
      @Override
      public OutputStream openOutputStream() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        written.put(path, content);
        return content;
      }
    };
  }

  private static URI uri(String path) {
    return URI.create("memory:///" + path);
  }

  private static final class SourceFile extends SimpleJavaFileObject {
    private final String content;

    private SourceFile(JavaSource source) {
      super(uri(source.path()), Kind.SOURCE);
      this.content = source.content();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final String path;
    private final byte[] bytes;

    private ClassFile(String path, byte[] bytes) {
      super(uri(path), Kind.CLASS);
      this.path = path;
      this.bytes = bytes;
    }

    private String binaryName() {
      return path.substring(0, path.length() - Kind.CLASS.extension.length()).replace('/', '.');
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }
}
