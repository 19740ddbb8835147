package io.github.osspresign.devserver.operation.callback;

import io.github.osspresign.devserver.format.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The POST request of a callback. It must get a 200 response with JSON within five seconds. */
final class CallbackRequest {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MAX_RESPONSE_BYTES = 1024 * 1024;

    private CallbackRequest() {}

    /** Sends the text and returns the body of the response. OSS passes the message of the exception to the uploader. */
    static byte[] post(URI url, String type, String text) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        connection.setRequestMethod("POST");
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.setRequestProperty("Content-Type", type);
        connection.setRequestProperty("User-Agent", "http-client/0.0.1");
        try {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            if (connection.getResponseCode() != 200) {
                throw new IOException("Error status : " + connection.getResponseCode() + ".");
            }
            return json(connection);
        } finally {
            connection.disconnect();
        }
    }

    private static byte[] json(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            byte[] response = in.readNBytes(MAX_RESPONSE_BYTES + 1);
            if (response.length > MAX_RESPONSE_BYTES) {
                throw new IOException("Response body is too large.");
            }
            Json.read(new String(response, StandardCharsets.UTF_8));
            return response;
        } catch (IllegalArgumentException e) {
            throw new IOException("Response body is not valid json format.", e);
        }
    }
}
