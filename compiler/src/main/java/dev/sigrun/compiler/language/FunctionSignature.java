package dev.sigrun.compiler.language;

import java.util.List;

/**
 * How a function of a query language is called.
 *
 * @param name as the language's manual spells it
 * @param call the name, the kinds of the arguments and that of the result; optional arguments are
 *     in brackets, and dots mean that the last one may be repeated
 * @param notes about null, failures, versions and places, each a sentence without its full stop
 */
public record FunctionSignature(String name, String call, List<String> notes) {
  /** Copies the list. */
  public FunctionSignature {
    notes = List.copyOf(notes);
  }

  /** The text of {@link #call()}. */
  public static String call(String name, List<String> parameters, String result) {
    return name + "(" + String.join(", ", parameters) + "): " + result;
  }
}
