package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The JSON text that limits a form: until when it may be sent, and the condition that each field has to meet. */
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

    /** A field, or the bucket, must have this value. */
    PolicyDocument exact(String field, String value) {
        return condition("{" + quoted(field) + ":" + quoted(value) + "}");
    }

    PolicyDocument startsWith(String field, String start) {
        return condition("[\"starts-with\"," + variable(field) + "," + quoted(start) + "]");
    }

    PolicyDocument oneOf(String field, List<String> values) {
        return condition("[\"in\"," + variable(field) + ",["
                + String.join(",", values.stream().map(PolicyDocument::quoted).toList()) + "]]");
    }

    /** The file must have so many bytes, both ends included. */
    PolicyDocument contentLength(long min, long max) {
        return condition("[\"content-length-range\"," + min + "," + max + "]");
    }

    String json() {
        return json + "]}";
    }

    /** What a form carries, and what is signed. */
    String base64() {
        return Base64.getEncoder().encodeToString(json().getBytes(UTF_8));
    }

    private PolicyDocument condition(String condition) {
        json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append(condition);
        return this;
    }

    private static String variable(String field) {
        return "\"$" + field + "\"";
    }

    /** A JSON text in which, as the service asks, a dollar sign that starts no variable is escaped too. */
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
