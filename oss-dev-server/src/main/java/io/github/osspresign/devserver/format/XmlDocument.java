// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.format;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an XML document. */
public final class XmlDocument {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final XMLStreamWriter writer;

    private XmlDocument(XMLStreamWriter writer) {
        this.writer = writer;
    }

    /** Returns the bytes of a document with this root element. */
    public static byte[] of(String root, Consumer<XmlDocument> content) {
        return of("", root, content);
    }

    /** Returns the bytes of a document in which the root element, its end and each {@link #line} start a line. */
    public static byte[] ofLines(String root, Consumer<XmlDocument> content) {
        return of("\n", root, content);
    }

    private static byte[] of(String lineBreak, String root, Consumer<XmlDocument> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter writer = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeCharacters(lineBreak);
            new XmlDocument(writer).element(root, xml -> {
                content.accept(xml);
                xml.text(lineBreak);
            });
            writer.writeCharacters(lineBreak);
            writer.writeEndDocument();
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML of " + root, e);
        }
        return bytes.toByteArray();
    }

    /** Writes an element with other elements. */
    public void element(String name, Consumer<XmlDocument> content) {
        try {
            writer.writeStartElement(name);
            content.accept(this);
            writer.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML element " + name, e);
        }
    }

    /** Writes an element with text. */
    public void element(String name, String text) {
        element(name, xml -> xml.text(text));
    }

    /** Writes an element with text on a separate line. */
    public void line(String name, String text) {
        text("\n  ");
        element(name, text);
    }

    /** Writes text into the current element, with control characters as they are, as OSS does. */
    public void text(String text) {
        try {
            writer.writeCharacters(representable(text));
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML text", e);
        }
    }

    /** Replaces what is no character in UTF-8. */
    private static String representable(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().map(c -> isCharacter(c) ? c : '\uFFFD').forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isCharacter(int c) {
        return (c >= 0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
