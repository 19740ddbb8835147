// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.OssError;
import io.github.osspresign.transfer.wire.Response;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses an error response of the service (OSS API, "Error responses"): the XML document in the body or, in base64, in
 * {@code x-oss-err}, completed by the headers {@code x-oss-ec} and {@code x-oss-request-id}. A CDN has its reason in
 * {@code X-Tengine-Error}. Other bodies (JSON, HTML, an incomplete document) are used as far as possible.
 */
public final class OssErrorParser {

    /** Maximum number of bytes read of a body; error documents have about 1 KiB. */
    public static final int LONGEST_BODY = 64 * 1024;

    private static final Pattern START = Pattern.compile("\uFEFF?\\s*(?:<\\?xml[^>]*>\\s*)?<Error[\\s/>]");

    private OssErrorParser() {}

    /** Parses an error document; returns {@code null} if the text is none. */
    public static @Nullable OssError parse(String document) {
        Map<String, String> elements = new HashMap<>();
        readElements(document, elements);
        return isBeginning(document) && !elements.isEmpty() ? error(elements, name -> null) : null;
    }

    private static OssError error(Map<String, String> elements, Function<String, @Nullable String> header) {
        return new OssError(
                elements.get("Code"),
                elements.getOrDefault("Message", header.apply("X-Tengine-Error")),
                elements.getOrDefault("EC", header.apply("x-oss-ec")),
                elements.getOrDefault("RequestId", header.apply("x-oss-request-id")),
                elements.get("HostId"));
    }

    /** Parses the error of a response, and detects an incomplete document. */
    static ErrorResponse read(Response response) {
        Response.Beginning body = response.bodyUpTo(LONGEST_BODY);
        Map<String, String> elements = new HashMap<>();
        boolean whole = readElements(body.text(), elements);
        if (elements.isEmpty()) {
            whole |= readElements(base64(response.header("x-oss-err")), elements);
        }
        IOException cut = whole || !isBeginning(body.text()) ? null : body.cut();
        return new ErrorResponse(error(elements, response::header), cut);
    }

    /**
     * Error of a response.
     *
     * @param cut failure that ended the error document early; {@code null} if the document is complete, or the body
     *     is none
     */
    record ErrorResponse(OssError error, @Nullable IOException cut) {}

    /** Returns whether the text begins like an error document, or is too short to tell. */
    private static boolean isBeginning(String text) {
        Matcher start = START.matcher(text);
        return start.lookingAt() || start.hitEnd();
    }

    /**
     * Reads the texts directly below the root element {@code Error}; those of an incomplete document are useful, too.
     *
     * @return whether the document is complete and an error document
     */
    private static boolean readElements(String document, Map<String, String> elements) {
        return HardenedXml.read(document, "Error", (depth, name, text) -> {
            if (depth == 2 && text != null) {
                elements.putIfAbsent(name, text);
            }
        });
    }

    private static String base64(@Nullable String text) {
        try {
            return text == null ? "" : new String(Base64.getMimeDecoder().decode(text), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
