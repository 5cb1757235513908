package dev.sigrun.conventions;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads as much of a class file as needed to find the length of its methods, and its references.
 */
public final class ClassFile {
  private static final Pattern TYPE = Pattern.compile("\\[*(?:L[^;]*;|[BCDFIJSZ])");

  private final DataInputStream in;
  private final Map<Integer, String> texts = new HashMap<>();
  private final Map<String, Integer> lengths = new TreeMap<>();

  /** The texts of classes, and the parts of members and of names with types, as places of each. */
  private final Map<Integer, Integer> classes = new HashMap<>();

  private final Map<Integer, int[]> members = new HashMap<>();
  private final Map<Integer, int[]> namesAndTypes = new HashMap<>();

  private ClassFile(byte[] bytes) {
    this.in = new DataInputStream(new ByteArrayInputStream(bytes));
  }

  /** The bytes of code of each method by its name and descriptor. */
  public static Map<String, Integer> methodLengths(byte[] bytes) {
    try {
      ClassFile file = new ClassFile(bytes);
      file.read();
      return file.lengths;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The classes of other files that this one names, and the members that it uses, sorted: {@code
   * a.b.C} and {@code a.b.C.m(D, int): E}, where types of members have no package.
   *
   * @param prefix how the names of these classes begin
   */
  public static SortedSet<String> references(byte[] bytes, String prefix) {
    ClassFile file = new ClassFile(bytes);
    try {
      file.in.skipNBytes(8);
      file.readConstants();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SortedSet<String> found = new TreeSet<>();
    file.classes.values().forEach(text -> found.add(file.className(text)));
    for (int[] member : file.members.values()) {
      int[] nameAndType = at(member[1], file.namesAndTypes);
      found.add(
          file.className(at(member[0], file.classes))
              + "."
              + at(nameAndType[0], file.texts)
              + described(at(nameAndType[1], file.texts)));
    }
    found.removeIf(name -> !name.startsWith(prefix));
    return found;
  }

  private static <T> T at(int place, Map<Integer, T> constants) {
    return Objects.requireNonNull(constants.get(place), () -> "No constant at " + place);
  }

  private String className(int text) {
    return at(text, texts).replace('/', '.').replace('$', '.');
  }

  /** A descriptor as people read it: {@code (D, int): E}, or the type of a field. */
  private static String described(String descriptor) {
    if (descriptor.charAt(0) != '(') {
      return ": " + simple(descriptor);
    }
    int end = descriptor.indexOf(')');
    Matcher type = TYPE.matcher(descriptor.substring(1, end));
    List<String> parameters = new ArrayList<>();
    while (type.find()) {
      parameters.add(simple(type.group()));
    }
    return "(" + String.join(", ", parameters) + "): " + simple(descriptor.substring(end + 1));
  }

  private static String simple(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case '[' -> simple(descriptor.substring(1)) + "[]";
      case 'L' ->
          descriptor
              .substring(descriptor.lastIndexOf('/') + 1, descriptor.length() - 1)
              .replace('$', '.');
      case 'Z' -> "boolean";
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'D' -> "double";
      case 'F' -> "float";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'S' -> "short";
      default -> "void";
    };
  }

  private void read() throws IOException {
    in.skipNBytes(8);
    readConstants();
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    readMembers();
    readMembers();
  }

  private void readConstants() throws IOException {
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.put(i, in.readUTF());
        case 3, 4, 17, 18 -> in.skipNBytes(4);
        case 9, 10, 11 ->
            members.put(i, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
        case 12 -> namesAndTypes.put(i, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        case 7 -> classes.put(i, in.readUnsignedShort());
        case 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("Unknown constant " + tag);
      }
    }
  }

  private void readMembers() throws IOException {
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      in.skipNBytes(2);
      String name = texts.get(in.readUnsignedShort()) + texts.get(in.readUnsignedShort());
      int attributes = in.readUnsignedShort();
      for (int j = 0; j < attributes; j++) {
        String attribute = texts.get(in.readUnsignedShort());
        int length = in.readInt();
        if ("Code".equals(attribute)) {
          in.skipNBytes(4);
          int code = in.readInt();
          lengths.put(name, code);
          in.skipNBytes(length - 8L);
        } else {
          in.skipNBytes(length);
        }
      }
    }
  }
}
