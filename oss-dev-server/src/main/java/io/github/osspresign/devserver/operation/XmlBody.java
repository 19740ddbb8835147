// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.IncompleteBodyException;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.OssRequest;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** XML bodies of requests and responses. */
public final class XmlBody {

    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private XmlBody() {}

    /** Reads the XML body of a request, or throws MalformedXML for another root element. */
    public static XmlElement read(OssRequest request, String root) throws IOException {
        return parse(bytes(request), root);
    }

    /** Returns the root element of a document, or throws MalformedXML if it has another name or is not XML. */
    public static XmlElement parse(byte[] document, String root) {
        XmlElement xml = XmlElement.parse(document);
        if (xml == null || !xml.name().equals(root)) {
            throw malformed();
        }
        return xml;
    }

    /**
     * Returns the body of a request, or throws the error of OSS if it is too large or does not match its Content-MD5.
     */
    public static byte[] bytes(OssRequest request) throws IOException {
        byte[] bytes;
        try {
            bytes = request.http().body().content().readNBytes(MAX_BYTES + 1);
        } catch (IncompleteBodyException e) {
            throw OssErrorCode.REQUEST_TIMEOUT.error();
        }
        if (bytes.length > MAX_BYTES) {
            throw malformed();
        }
        ContentMd5.check(request, bytes);
        return bytes;
    }

    /** Returns the text of an element, or throws MalformedXML if it is missing. */
    public static String required(@Nullable String text) {
        if (text == null) {
            throw malformed();
        }
        return text;
    }

    public static RuntimeException malformed() {
        return OssErrorCode.MALFORMED_XML.error();
    }

    /** Returns a 200 response with this document. */
    public static Response response(String root, Consumer<XmlDocument> content) {
        return Response.of(200)
                .withHeader("Content-Type", "application/xml")
                .withBody(Body.of(XmlDocument.of(root, content)));
    }
}
