package dev.sigrun.compiler.backend.java;

/**
 * A file that generated classes need beside them at run time.
 *
 * @param path where it belongs on the class path, with forward slashes
 * @param content its text, with line feeds
 */
public record JavaResource(String path, String content) {}
