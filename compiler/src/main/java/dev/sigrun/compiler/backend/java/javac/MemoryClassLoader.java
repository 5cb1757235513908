package dev.sigrun.compiler.backend.java.javac;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads the classes and resources of a jar that exists only in memory. */
public final class MemoryClassLoader extends ClassLoader {
  private final Map<String, byte[]> files;

  public MemoryClassLoader(Map<String, byte[]> files, @Nullable ClassLoader parent) {
    super(parent);
    this.files = files;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = files.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    byte[] bytes = files.get(name);
    try {
      return bytes == null ? null : new URL(null, "memory:" + name, new MemoryHandler(bytes));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  /** Gives the same bytes whatever the address. */
  private static final class MemoryHandler extends URLStreamHandler {
    private final byte[] bytes;

    MemoryHandler(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          // There is nothing to connect to.
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
