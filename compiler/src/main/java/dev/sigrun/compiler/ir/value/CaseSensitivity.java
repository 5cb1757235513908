package dev.sigrun.compiler.ir.value;

/** Whether upper and lower case letters differ. */
public enum CaseSensitivity {
  SENSITIVE,
  INSENSITIVE
}
