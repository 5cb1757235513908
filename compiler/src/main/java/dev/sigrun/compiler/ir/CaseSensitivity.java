package dev.sigrun.compiler.ir;

/** Whether upper and lower case letters differ. */
public enum CaseSensitivity {
  SENSITIVE,
  INSENSITIVE
}
