package io.github.osspresign.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.OssError;
import java.io.Reader;
import java.io.StringReader;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the service says of an error (OSS API, "Error responses"): the XML document in the body or, base64, in
 * {@code x-oss-err}, completed by the headers {@code x-oss-ec} and {@code x-oss-request-id}. Whatever else comes, JSON,
 * HTML or half a document, is read as far as it tells something.
 */
final class OssErrorParser {

    /** Error documents have about 1 KiB. */
    static final int LONGEST_BODY = 64 * 1024;

    private OssErrorParser() {}

    static OssError parse(Answer answer) {
        Map<String, String> elements = elements(answer.bodyUpTo(LONGEST_BODY));
        if (elements.isEmpty()) {
            elements = elements(base64(answer.header("x-oss-err")));
        }
        return new OssError(
                elements.get("Code"),
                elements.get("Message"),
                elements.getOrDefault("EC", answer.header("x-oss-ec")),
                elements.getOrDefault("RequestId", answer.header("x-oss-request-id")));
    }

    /** The texts right below the root element {@code Error}; empty where the root is another one or none. */
    private static Map<String, String> elements(byte[] document) {
        Map<String, String> elements = new HashMap<>();
        try {
            XMLStreamReader xml = hardenedFactory().createXMLStreamReader(text(document));
            int depth = 0;
            String name = "";
            StringBuilder text = new StringBuilder();
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        if (depth == 1 && !xml.getLocalName().equals("Error")) {
                            return Map.of();
                        }
                        name = depth == 2 ? xml.getLocalName() : "";
                        text.setLength(0);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (!name.isEmpty()) {
                            elements.putIfAbsent(name, text.toString());
                        }
                        name = "";
                        depth--;
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException | RuntimeException e) {
            // Not XML, or cut, or of a kind that the JDK's parser itself stumbles over: what was read up to here still
            // tells more than nothing.
            return elements;
        }
        return elements;
    }

    /** OSS writes UTF-8. Bytes that are something else would make the JDK's parser print to the standard error. */
    private static Reader text(byte[] document) {
        String text = new String(document, UTF_8);
        return new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static byte[] base64(@Nullable String text) {
        try {
            return text == null ? new byte[0] : Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The JDK's own parser, whatever else is on the classpath: no document type, no entity, nothing fetched. */
    private static XMLInputFactory hardenedFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
