package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.Map;

/** Sends a form into the bucket, as the scripts of the pages do. */
final class BucketForm {

    private static final String BOUNDARY = "b0undary";

    private BucketForm() {}

    /** Returns the status of the response of the bucket. */
    static int post(HttpClient browser, JsonNode form, byte[] content) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Iterator<Map.Entry<String, JsonNode>> fields =
                form.get("fields").properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field.getKey()
                            + "\"\r\n\r\n" + field.getValue().textValue() + "\r\n")
                    .getBytes(UTF_8));
        }
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return browser.send(
                        HttpRequest.newBuilder(URI.create(form.get("url").textValue()))
                                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
