// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Requests of tests, which follow no redirect. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http() {}

    public static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return send(request(url));
    }

    public static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }

    /** Returns the request by which a browser uploads the content of a file {@code mine.txt}, after the fields. */
    public static HttpRequest.Builder form(String url, Map<String, String> fields, String content) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--boundary\r\nContent-Disposition: form-data; name=\"")
                .append(name + "\"\r\n\r\n" + value + "\r\n"));
        body.append("--boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"mine.txt\"\r\n")
                .append("Content-Type: text/html\r\n\r\n" + content + "\r\n--boundary--\r\n");
        return request(url)
                .header("Content-Type", "multipart/form-data; boundary=boundary")
                .POST(BodyPublishers.ofString(body.toString()));
    }

    public static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
