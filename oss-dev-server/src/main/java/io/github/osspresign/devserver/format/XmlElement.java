package io.github.osspresign.devserver.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An element of an XML document that a client sent. */
public final class XmlElement {

    private static final int DEEPEST = 16;

    private final Element element;

    private XmlElement(Element element) {
        this.element = element;
    }

    /** Returns the root element, or null if the text is not XML, has a document type or has more than 16 levels. */
    public static @Nullable XmlElement parse(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            // Reading the text of an element needs stack for every level below it.
            factory.setAttribute("jdk.xml.maxElementDepth", DEEPEST);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The default error handler prints to System.err.
            builder.setErrorHandler(new DefaultHandler());
            return new XmlElement(builder.parse(new ByteArrayInputStream(xml)).getDocumentElement());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the XML parser of the platform", e);
        } catch (SAXException | IOException e) {
            // All bytes are in memory, so an IOException can only be about the content.
            return null;
        }
    }

    public String name() {
        return element.getTagName();
    }

    public String text() {
        return element.getTextContent();
    }

    /** Returns the text of the first child of this name, or null. */
    public @Nullable String text(String child) {
        List<XmlElement> named = children(child);
        return named.isEmpty() ? null : named.get(0).text();
    }

    public List<XmlElement> children(String child) {
        List<XmlElement> named = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element found && found.getTagName().equals(child)) {
                named.add(new XmlElement(found));
            }
        }
        return named;
    }
}
