package dev.sigrun.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads XML files of the project. */
final class XmlFiles {
  private XmlFiles() {}

  /** All elements of this name. */
  static List<Element> elements(Path file, String tag) throws IOException {
    return elements(read(file).getElementsByTagName(tag));
  }

  /** The names of the elements below the root. */
  static List<String> children(Path file) throws IOException {
    return elements(read(file).getDocumentElement().getChildNodes()).stream()
        .map(Element::getTagName)
        .toList();
  }

  /** The text of an element directly inside of another. */
  static Optional<String> text(Element element, String tag) {
    return elements(element.getChildNodes()).stream()
        .filter(child -> child.getTagName().equals(tag))
        .map(Node::getTextContent)
        .findFirst();
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }

  private static Document read(Path file) throws IOException {
    try {
      return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
