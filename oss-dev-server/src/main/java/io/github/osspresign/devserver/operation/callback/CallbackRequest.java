// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.callback;

import io.github.osspresign.devserver.format.Json;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.OutgoingPost;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The POST request of a callback. It must get a 200 response with JSON within five seconds. */
final class CallbackRequest {

    private static final int MAX_RESPONSE_BYTES = 1024 * 1024;

    private CallbackRequest() {}

    /**
     * Sends the text and returns the body of the response. OSS passes the message of the exception to the uploader.
     *
     * @param host value of the header Host, or null for the host of the URL
     * @param keyUrl address of the public key
     */
    static String post(URI url, @Nullable String host, String type, String text, String keyUrl) throws IOException {
        Headers headers = Headers.of(Map.of(
                "Authorization",
                CallbackKey.sign(url, text),
                "Content-Type",
                type,
                "User-Agent",
                "http-client/0.0.1",
                "x-oss-pub-key-url",
                Base64.getEncoder().encodeToString(keyUrl.getBytes(StandardCharsets.UTF_8)),
                "x-oss-signature-version",
                "1.0"));
        OutgoingPost.Reply reply;
        try {
            reply = new OutgoingPost(url, host, headers, text).send(MAX_RESPONSE_BYTES);
        } catch (ConnectException e) {
            throw new IOException("Error status : -1.OSS can not connect to your callbackUrl, please check it.", e);
        }
        if (reply.status() != 200) {
            throw new IOException("Error status : " + reply.status() + ".");
        }
        try {
            Json.read(reply.body());
            return reply.body();
        } catch (IllegalArgumentException e) {
            throw new IOException("Response body is not valid json format.", e);
        }
    }
}
