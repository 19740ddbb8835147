package io.github.osspresign.transfer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.OssError;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
public final class OssErrorParser {

    /** Error documents have about 1 KiB. */
    public static final int LONGEST_BODY = 64 * 1024;

    private static final Pattern START = Pattern.compile("\uFEFF?\\s*(?:<\\?xml[^>]*>\\s*)?<Error[\\s/>]");

    private OssErrorParser() {}

    public static OssError parse(Response response) {
        return read(response).error();
    }

    /** Reads the error and whether its document is whole. */
    static ErrorResponse read(Response response) {
        Response.Beginning body = response.bodyUpTo(LONGEST_BODY);
        Map<String, String> elements = new HashMap<>();
        boolean whole = readElements(body.text(), elements);
        if (elements.isEmpty()) {
            whole |= readElements(base64(response.header("x-oss-err")), elements);
        }
        OssError error = new OssError(
                elements.get("Code"),
                elements.get("Message"),
                elements.getOrDefault("EC", response.header("x-oss-ec")),
                elements.getOrDefault("RequestId", response.header("x-oss-request-id")));
        return new ErrorResponse(error, whole || !isBeginning(body.text()) ? null : body.cut());
    }

    /**
     * An error as far as its response tells it.
     *
     * @param cut what ended the error document too early; {@code null} where it is whole, or the body holds none
     */
    record ErrorResponse(OssError error, @Nullable IOException cut) {}

    /** Whether the text begins like an error document, or ends before that shows. */
    private static boolean isBeginning(String text) {
        Matcher start = START.matcher(text);
        return start.lookingAt() || start.hitEnd();
    }

    /** Reads the texts right below the root element {@code Error}, and returns whether the document is such a one, whole. */
    private static boolean readElements(String document, Map<String, String> elements) {
        try {
            XMLStreamReader xml = hardenedFactory().createXMLStreamReader(reader(document));
            int depth = 0;
            String name = "";
            StringBuilder text = new StringBuilder();
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        if (depth == 1 && !xml.getLocalName().equals("Error")) {
                            return false;
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
            return true;
        } catch (XMLStreamException | RuntimeException e) {
            // Not XML, or cut, or of a kind that the JDK's parser itself stumbles over: what was read up to here still
            // tells more than nothing.
            return false;
        }
    }

    /** Returns a reader of text, since bytes that are no UTF-8 would make the JDK's parser print to the standard error. */
    private static Reader reader(String document) {
        return new StringReader(document.startsWith("\uFEFF") ? document.substring(1) : document);
    }

    private static String base64(@Nullable String text) {
        try {
            return text == null ? "" : new String(Base64.getMimeDecoder().decode(text), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
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
