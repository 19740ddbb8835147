// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Random;

/** Requests for multipart uploads to the bucket {@code demo}. Headers are given as name, value, name, value. */
public record Multipart(OssDevServer server) {

    /** Minimum size of all parts but the last one. */
    public static final int SMALLEST_PART = 100 * 1024;

    /** Returns content that is different for every seed. */
    public static byte[] content(int seed, int length) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }

    /** Sends a request with parameters like {@code name=value&name}. */
    public Http.Response send(String method, String key, String parameters, byte[] body, String... headers) {
        SignedUrl url = SignedUrl.of(server, method, "demo", key);
        for (String parameter : parameters.split("&", -1)) {
            int equals = parameter.indexOf('=');
            url.parameter(
                    equals < 0 ? parameter : parameter.substring(0, equals),
                    equals < 0 ? "" : parameter.substring(equals + 1));
        }
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].toLowerCase(Locale.ROOT).startsWith("x-oss-") || headers[i].startsWith("Content-")) {
                url.header(headers[i], headers[i + 1]);
            }
        }
        return Http.send(method, url.v4(), HttpRequest.BodyPublishers.ofByteArray(body), headers);
    }

    /** Enables versions for the bucket. */
    public void enableVersioning() {
        String xml = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
        send("PUT", "", "versioning", xml.getBytes(UTF_8)).assertStatus(200);
    }

    /** Starts an upload and returns its ID. */
    public String initiate(String key, String... headers) {
        Http.Response response = send("POST", key, "uploads", new byte[0], headers);
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        return response.element("UploadId");
    }

    public Http.Response upload(String key, String id, int number, byte[] content, String... headers) {
        return send("PUT", key, "partNumber=" + number + "&uploadId=" + id, content, headers);
    }

    /** Lists the parts, with further parameters like {@code &name=value}. */
    public Http.Response list(String key, String id, String... parameters) {
        return send("GET", key, "uploadId=" + id + String.join("", parameters), new byte[0]);
    }

    /** Completes the upload. The parts are given as number, entity tag, number, entity tag. */
    public Http.Response complete(String key, String id, String... parts) {
        StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < parts.length; i += 2) {
            xml.append("<Part><PartNumber>").append(parts[i]).append("</PartNumber><ETag>");
            xml.append(parts[i + 1]).append("</ETag></Part>");
        }
        return send(
                "POST",
                key,
                "uploadId=" + id,
                xml.append("</CompleteMultipartUpload>").toString().getBytes(UTF_8));
    }

    public Http.Response completeAll(String key, String id, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "x-oss-complete-all";
        all[1] = "yes";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", key, "uploadId=" + id, new byte[0], all);
    }

    public Http.Response abort(String key, String id) {
        return send("DELETE", key, "uploadId=" + id, new byte[0]);
    }
}
