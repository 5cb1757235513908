package dev.sigrun.compiler.backend.java.javac;

/**
 * A generated Java file.
 *
 * @param qualifiedName of the class that it declares
 * @param path where it belongs in a source folder, with forward slashes
 * @param content its text, with line feeds
 */
public record JavaSource(String qualifiedName, String path, String content) {}
