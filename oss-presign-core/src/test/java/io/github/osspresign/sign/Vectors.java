// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reader of the signing vectors: one JSON object a line, with values that independent implementations agree on. */
public final class Vectors {

    private Vectors() {}

    /** Returns the vectors of a resource. */
    public static List<Vector> read(String resource) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + resource)),
                StandardCharsets.UTF_8))) {
            return lines.lines().map(Vector::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Vector of one line of the file. The methods take the field names of the file. */
    public record Vector(Map<String, Object> fields) {

        private static Vector parse(String line) {
            try {
                return new Vector(JSON.std.mapFrom(line));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String text(String field) {
            return Objects.requireNonNull((String) fields.get(field), field);
        }

        SignatureVersion version() {
            return SignatureVersion.valueOf(text("signatureVersion"));
        }

        public Instant signedAt() {
            return Instant.parse(text("signInstant"));
        }

        OssCredentials credentials() {
            return new OssCredentials(
                    text("accessKeyId"), text("accessKeySecret"), (String) fields.get("securityToken"), null);
        }

        @SuppressWarnings("unchecked")
        public Map<String, String> texts(String field) {
            return (Map<String, String>) fields.get(field);
        }

        @SuppressWarnings("unchecked")
        public List<String> additionalHeaders() {
            return (List<String>) fields.get("additionalHeaders");
        }

        PresignRequest request() {
            ServiceEndpoint endpoint = ServiceEndpoint.parse(
                    text("endpoint"), style((Boolean) fields.get("cname"), (Boolean) fields.get("pathStyle")));
            PresignRequest.Builder request = PresignRequest.builder(
                            HttpMethod.valueOf(text("method")), endpoint, text("bucket"), text("key"))
                    .region(text("region"))
                    .lifetime(Duration.ofSeconds(((Number) fields.get("expiresSeconds")).longValue()))
                    .additionalHeaders(additionalHeaders());
            texts("query").forEach(request::query);
            texts("headers").forEach(request::header);
            return request.build();
        }

        @Override
        public String toString() {
            return text("id");
        }
    }

    static AddressStyle style(boolean cname, boolean pathStyle) {
        return cname ? AddressStyle.CNAME : pathStyle ? AddressStyle.PATH : AddressStyle.VIRTUAL_HOSTED;
    }
}
