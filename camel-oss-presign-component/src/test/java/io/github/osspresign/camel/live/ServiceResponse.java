// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Response to a plain request. Its text is the status with the code and EC of the error. */
final class ServiceResponse {

    /** Response that a test cannot continue with. */
    static final class UnexpectedException extends Exception {

        private static final long serialVersionUID = 1;

        private UnexpectedException(String message) {
            super(message);
        }
    }

    private static final Pattern ELEMENT = Pattern.compile("<(\\w+)>[^<]*</\\1>");

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    ServiceResponse(HttpResponse<byte[]> response) {
        this.status = response.statusCode();
        this.headers = response.headers();
        this.body = response.body();
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    /** Returns a header, or "none". */
    String header(String name) {
        return headers.firstValue(name).orElse("none");
    }

    /** Returns an element of the error document, or an empty text. */
    String error(String element) {
        return element(document(), element);
    }

    /** Returns an element of an error document, or an empty text. */
    static String element(String document, String name) {
        Matcher found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(document);
        return found.find()
                ? found.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&apos;", "'")
                        .replace("&amp;", "&")
                : "";
    }

    /** Returns the names of the elements of the error document, in their order. */
    List<String> elements() {
        return ELEMENT.matcher(document()).results().map(each -> each.group(1)).toList();
    }

    HttpHeaders headers() {
        return headers;
    }

    /** Returns the error document, or an empty text. A response to HEAD has it in a header. */
    String document() {
        if (!isError()) {
            return "";
        }
        return body.length > 0
                ? new String(body, UTF_8)
                : new String(
                        Base64.getDecoder()
                                .decode(headers.firstValue("x-oss-err").orElse("")),
                        UTF_8);
    }

    /** Returns the text with the content compared. */
    String with(byte[] content) {
        return this + (Arrays.equals(body, content) ? ", same content" : ", other content");
    }

    String with(String header) {
        return this + ", " + header + ": " + header(header);
    }

    ServiceResponse expect(int expected) throws UnexpectedException {
        if (status != expected) {
            throw new UnexpectedException(toString());
        }
        return this;
    }

    private boolean isError() {
        return status == 203 || status >= 400;
    }

    @Override
    public String toString() {
        return isError() ? (status + " " + error("Code") + " " + error("EC")).strip() : "" + status;
    }
}
