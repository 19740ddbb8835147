// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.test.RecordedExchange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a person has of a recorded exchange: the link, and the transcript of curl with the response. */
record RecordedPaste(RecordedExchange exchange) {

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern V4_TIME = Pattern.compile("[?&](?i:x-oss|x-amz)-date=([0-9]{8})T([0-9]{6})Z(?:&|$)");
    private static final Pattern EXPIRES = Pattern.compile("[?&]Expires=([0-9]{10})(?:&|$)");

    /** Returns the URL, {@code null} if it was not posted. */
    @Nullable String link() {
        String url = exchange.request().url();
        String host = exchange.request()
                .headers()
                .getOrDefault("Host", exchange.response().error().get("HostId"));
        if (url == null || !url.startsWith("/")) {
            return url;
        }
        return host == null ? null : "https://" + host + url;
    }

    /** Returns the command of curl that sends the fields of the form, {@code null} if they were not posted. */
    private @Nullable String form() {
        if (!"form".equals(exchange.request().place())
                || exchange.request().body().isEmpty()) {
            return null;
        }
        StringBuilder command = new StringBuilder("curl");
        exchange.request().body().forEach((name, value) -> {
            String sent = name.equals("policy") ? Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) : value;
            command.append(" -F '").append(name).append("=").append(sent).append("'");
        });
        String link = link();
        return command.append(link == null ? "" : " " + link).append("\n").toString();
    }

    LinkQuestion aboutLink() {
        String form = form();
        String link = form == null ? link() : form;
        return question(link == null ? "" : link).withHeaders(exchange.request().headers());
    }

    LinkQuestion aboutLinkAndResponse() {
        StringBuilder paste = new StringBuilder();
        String form = form();
        if (form != null) {
            paste.append(form);
        }
        String link = form == null ? link() : null;
        if (link != null) {
            paste.append("curl -v '").append(link).append("'\n");
        }
        if (link != null && exchange.request().method() != null) {
            String path = link.replaceFirst("^https?://[^/]*", "");
            paste.append("> ")
                    .append(exchange.request().method())
                    .append(" ")
                    .append(path)
                    .append(" HTTP/1.1\n");
        }
        append(paste, "> ", exchange.request().headers());
        if (exchange.response().status() != null) {
            paste.append("< HTTP/1.1 ").append(exchange.response().status()).append("\n");
        }
        append(paste, "< ", exchange.response().headers());
        String document = exchange.response().rawDocument();
        if (document != null) {
            paste.append(document);
        } else if (!exchange.response().error().isEmpty()) {
            paste.append("<Error>\n");
            exchange.response()
                    .error()
                    .forEach((name, value) -> paste.append("  <")
                            .append(name)
                            .append(">")
                            .append(value.replace("&", "&amp;").replace("<", "&lt;"))
                            .append("</")
                            .append(name)
                            .append(">\n"));
            paste.append("</Error>\n");
        }
        return question(paste.toString());
    }

    private static void append(StringBuilder paste, String prefix, Map<String, String> headers) {
        headers.forEach((name, value) ->
                paste.append(prefix).append(name).append(": ").append(value).append("\n"));
    }

    private LinkQuestion question(String text) {
        HttpMethod method = Arrays.stream(HttpMethod.values())
                .filter(each -> each.name().equals(exchange.request().method()))
                .findFirst()
                .orElse(HttpMethod.GET);
        return LinkQuestion.of(text, time()).withMethod(method);
    }

    /** Returns a time on the day of the exchange; if possible, one at which the link can be valid. */
    private Instant time() {
        String date = String.valueOf(exchange.source().date());
        Instant noon = DAY.matcher(date).matches()
                ? LocalDate.parse(date).atTime(12, 0).toInstant(ZoneOffset.UTC)
                : Instant.parse("2026-12-01T12:00:00Z");
        Instant valid = valid(String.valueOf(exchange.request().url()));
        return valid != null
                        && valid.atOffset(ZoneOffset.UTC)
                                .toLocalDate()
                                .equals(LocalDate.ofInstant(noon, ZoneOffset.UTC))
                ? valid
                : noon;
    }

    private static @Nullable Instant valid(String url) {
        Matcher v4 = V4_TIME.matcher(url);
        if (v4.find()) {
            return Instant.parse(v4.group(1).replaceFirst("(....)(..)(..)", "$1-$2-$3") + "T"
                    + v4.group(2).replaceFirst("(..)(..)(..)", "$1:$2:$3") + "Z");
        }
        Matcher expires = EXPIRES.matcher(url);
        return expires.find() ? Instant.ofEpochSecond(Long.parseLong(expires.group(1)) - 1) : null;
    }
}
