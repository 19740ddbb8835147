// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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
    private static final String CDATA = "<![CDATA[";
    private static final Pattern VERSION = Pattern.compile("^(?<start><\\?xml\\s+version\\s*=\\s*[\"'])1\\.0");
    private static final Pattern BARE_AMPERSAND =
            Pattern.compile("&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)");
    private static final Pattern CONTROL = Pattern.compile("[\\x01-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]");

    private static final String CHANGED = "changed";

    private final Element element;

    private XmlElement(Element element) {
        this.element = element;
    }

    /**
     * Returns the root element, or null if the text is not XML, has a document type or has more than 16 levels. Blanks
     * before the document, control characters and a bare {@code &} are accepted, as OSS does.
     */
    public static @Nullable XmlElement parse(byte[] xml) {
        // Latin-1 keeps every byte, whatever the encoding of the document.
        String document = withReferences(new String(xml, StandardCharsets.ISO_8859_1).stripLeading());
        XmlElement root = read(document);
        return root == null && !document.contains(CDATA) ? read(asVersion11(document)) : root;
    }

    /** Returns the document with a reference for each {@code &} that begins none. */
    private static String withReferences(String document) {
        return document.contains(CDATA)
                ? document
                : BARE_AMPERSAND.matcher(document).replaceAll("&amp;");
    }

    /** Returns the document in XML 1.1, which has references to control characters, although not in CDATA. */
    private static String asVersion11(String document) {
        String declared = document.startsWith("<?xml")
                ? VERSION.matcher(document).replaceFirst("${start}1.1")
                : "<?xml version=\"1.1\"?>" + document;
        return CONTROL.matcher(declared)
                .replaceAll(control -> "&#" + (int) control.group().charAt(0) + ";");
    }

    private static @Nullable XmlElement read(String document) {
        byte[] xml = document.getBytes(StandardCharsets.ISO_8859_1);
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

    /** Returns the first child of this name, or null. */
    public @Nullable XmlElement child(String name) {
        List<XmlElement> named = children(name);
        return named.isEmpty() ? null : named.get(0);
    }

    /** Returns the text of the first child of this name, or null. */
    public @Nullable String text(String child) {
        XmlElement named = child(child);
        return named == null ? null : named.text();
    }

    /** Returns whether every child element has one of these names. */
    public boolean hasOnly(String... names) {
        Set<String> allowed = Set.of(names);
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element found && !allowed.contains(found.getTagName())) {
                return false;
            }
        }
        return true;
    }

    public List<XmlElement> children(String child) {
        return children().stream()
                .filter(element -> element.name().equals(child))
                .toList();
    }

    private List<XmlElement> children() {
        List<XmlElement> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element found) {
                children.add(new XmlElement(found));
            }
        }
        return children;
    }

    /** Appends a child with this text if there is no child of its name. */
    public void addMissing(String child, String text) {
        if (child(child) == null) {
            Node added = element.getOwnerDocument().createElement(child);
            added.setTextContent(text);
            element.appendChild(added);
            setChanged();
        }
    }

    /** Changes the text of the first child of this name. */
    public void setText(String child, String text) {
        XmlElement changed = child(child);
        if (changed != null && !changed.text().equals(text)) {
            changed.element.setTextContent(text);
            setChanged();
        }
    }

    /** Removes a child element. */
    public void remove(XmlElement child) {
        element.removeChild(child.element);
        setChanged();
    }

    private void setChanged() {
        element.getOwnerDocument().setUserData(CHANGED, CHANGED, null);
    }

    /** Returns whether the document of this element is no longer as it was read. */
    public boolean isChanged() {
        return element.getOwnerDocument().getUserData(CHANGED) != null;
    }

    /** Returns the document that has this element as its root, without attributes. */
    public byte[] toDocument() {
        return XmlDocument.of(name(), xml -> children().forEach(child -> child.writeTo(xml)));
    }

    /** Writes the element with its elements or its text, without attributes. */
    public void writeTo(XmlDocument xml) {
        List<XmlElement> children = children();
        if (children.isEmpty()) {
            xml.element(name(), text());
        } else {
            xml.element(name(), inner -> children.forEach(child -> child.writeTo(inner)));
        }
    }
}
