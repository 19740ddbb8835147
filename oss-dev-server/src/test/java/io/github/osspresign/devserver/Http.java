// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP client that adds nothing to a request. Headers are given as name, value, name, value. */
public final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    public static Response get(URI url, String... headers) {
        return send("GET", url, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public static Response head(URI url, String... headers) {
        return send("HEAD", url, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public static Response put(URI url, byte[] body, String... headers) {
        return send("PUT", url, HttpRequest.BodyPublishers.ofByteArray(body), headers);
    }

    public static Response delete(URI url) {
        return send("DELETE", url, HttpRequest.BodyPublishers.noBody());
    }

    public static Response post(URI url, String body, String... headers) {
        return send("POST", url, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    public static Response send(String method, URI url, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Response(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A response. */
    public record Response(HttpResponse<byte[]> response) {

        public int status() {
            return response.statusCode();
        }

        /** Asserts the status, and shows the body if it differs. */
        public Response assertStatus(int expected) {
            assertThat(status()).as(this::text).isEqualTo(expected);
            return this;
        }

        /** Asserts that the response is an error with this status and code. */
        public void assertError(int status, String code) {
            assertThat(assertStatus(status).element("Code")).isEqualTo(code);
        }

        public byte[] bytes() {
            return response.body();
        }

        public String text() {
            return new String(response.body(), UTF_8);
        }

        /** Returns the value of the header, or an empty text. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Returns the text of an element of the XML body, or an empty text. */
        public String element(String name) {
            return elementOf(text(), name);
        }
    }

    public static String elementOf(String xml, String name) {
        Matcher element = Pattern.compile("<" + name + ">(.*?)</" + name + ">", Pattern.DOTALL)
                .matcher(xml);
        return element.find() ? element.group(1) : "";
    }
}
