// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
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
        Matcher found =
                Pattern.compile("<" + element + ">([^<]*)</" + element + ">").matcher(document());
        return found.find() ? found.group(1) : "";
    }

    /** Returns the error document. A response to HEAD has it in a header. */
    private String document() {
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

    @Override
    public String toString() {
        return status == 203 || status >= 400
                ? (status + " " + error("Code") + " " + error("EC")).strip()
                : "" + status;
    }
}
