// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import java.io.Reader;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reader of untrusted documents: the JDK's parser, without document types, entities and external access. */
public final class HardenedXml {

    /** Receives the elements of a document. */
    public interface Elements {
        /**
         * Called at the end of each element.
         *
         * @param depth 1 for the root
         * @param text text of the element, {@code null} if it has inner elements
         */
        void end(int depth, String name, @Nullable String text);
    }

    private HardenedXml() {}

    /**
     * Reads a document as far as it is XML. The caller limits the length of the document.
     *
     * @return whether the document is complete and has this root
     */
    public static boolean read(String document, String root, Elements elements) {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(characters(document));
            StringBuilder text = new StringBuilder();
            boolean inner = false;
            int depth = 0;
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        if (depth == 1 && !xml.getLocalName().equals(root)) {
                            return false;
                        }
                        text.setLength(0);
                        inner = false;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        elements.end(depth, xml.getLocalName(), inner ? null : text.toString());
                        inner = true;
                        depth--;
                    }
                    default -> {}
                }
            }
            return true;
        } catch (XMLStreamException | RuntimeException e) {
            // Not XML, incomplete, or beyond the JDK's parser, whose messages quote the document.
            return false;
        }
    }

    /** Returns a reader, not a stream: for bytes that are not UTF-8 the JDK's parser prints to the standard error. */
    private static Reader characters(String document) {
        return new StringReader(document.startsWith("\uFEFF") ? document.substring(1) : document);
    }

    /** Returns the JDK's factory, whatever else is on the class path. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
