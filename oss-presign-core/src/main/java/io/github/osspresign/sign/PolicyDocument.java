// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Builder of the JSON policy of a form: its expiry, and the condition that each field must meet. */
final class PolicyDocument {

    private static final DateTimeFormatter EXPIRATION = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder json;

    PolicyDocument(Instant expiresAt) {
        json = new StringBuilder(512)
                .append("{\"expiration\":\"")
                .append(EXPIRATION.format(expiresAt))
                .append("\",\"conditions\":[");
    }

    /** Adds the condition that a field, or the bucket, has this value. */
    PolicyDocument exact(String field, String value) {
        return condition("{" + quoted(field) + ":" + quoted(value) + "}");
    }

    /** Adds the condition that a field starts with this text. */
    PolicyDocument startsWith(String field, String prefix) {
        return condition("[\"starts-with\"," + variable(field) + "," + quoted(prefix) + "]");
    }

    /** Adds the condition that a field has one of these values. */
    PolicyDocument oneOf(String field, List<String> values) {
        return condition("[\"in\"," + variable(field) + ",["
                + String.join(",", values.stream().map(PolicyDocument::quoted).toList()) + "]]");
    }

    /** Adds the condition that the file has {@code min} to {@code max} bytes, inclusive. */
    PolicyDocument contentLength(long min, long max) {
        return condition("[\"content-length-range\"," + min + "," + max + "]");
    }

    /** Returns the policy in the form that is signed and sent. */
    String base64() {
        return Base64.getEncoder().encodeToString((json + "]}").getBytes(UTF_8));
    }

    private PolicyDocument condition(String condition) {
        json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append(condition);
        return this;
    }

    private static String variable(String field) {
        return "\"$" + field + "\"";
    }

    /** Returns a JSON string. The service requires that a dollar sign that does not start a variable is escaped too. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '$') {
                quoted.append('\\').append(c);
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
