package dev.sigrun.conventions.sample;

/** A class to be extended. */
public abstract non-sealed class AbstractShape implements Shape<String> {
  protected final long size;
  private int hidden;
  int alsoHidden;

  protected AbstractShape(long size) {
    this.size = size;
  }

  protected abstract void grow(int[][] steps);

  void shrink() {
    hidden--;
    alsoHidden = hidden;
  }

  @Override
  public final String toString() {
    return "";
  }

  /** Out of reach, because the class around it is. */
  static class Inner {
    public static class Innermost {
      public void unreachable() {}
    }
  }

  /** For subclasses. */
  protected static class Helper {
    public void help() {}
  }
}
