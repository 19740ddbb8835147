// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.osspresign.test.Http;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/** Sends a form into the bucket, as the scripts of the pages do. */
public final class BucketForm {

    private static final String BOUNDARY = "b0undary";

    private BucketForm() {}

    /** Returns the status of the response of the bucket. */
    public static int post(JsonNode form, String content) throws Exception {
        return post(form, content, Map.of());
    }

    /**
     * Returns the status of the response of the bucket.
     *
     * @param further fields that precede those of the form
     * @param headers names and values of headers of the request
     */
    public static int post(JsonNode form, String content, Map<String, String> further, String... headers)
            throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        further.forEach((name, value) -> body.writeBytes(field(name, value)));
        form.get("fields")
                .properties()
                .forEach(field ->
                        body.writeBytes(field(field.getKey(), field.getValue().textValue())));
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(content.getBytes(UTF_8));
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(form.get("url").textValue()))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Http.send(request).statusCode();
    }

    private static byte[] field(String name, String value) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                .getBytes(UTF_8);
    }
}
