// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import java.io.Reader;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Parser of untrusted documents: the JDK's own one, without document types, entities and external access. */
public final class HardenedXml {

    private HardenedXml() {}

    /**
     * Returns a parser of the document. The caller limits the length of the document.
     *
     * @throws XMLStreamException if the document is not XML
     */
    public static XMLStreamReader reader(String document) throws XMLStreamException {
        return factory().createXMLStreamReader(characters(document));
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
