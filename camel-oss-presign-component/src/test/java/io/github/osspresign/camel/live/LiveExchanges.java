// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.test.RecordedExchange;
import io.github.osspresign.test.RecordedExchange.Cause;
import io.github.osspresign.test.RecordedExchange.Gaps;
import io.github.osspresign.test.RecordedExchange.Request;
import io.github.osspresign.test.RecordedExchange.Response;
import io.github.osspresign.test.RecordedExchange.Source;
import io.github.osspresign.test.RecordedExchanges;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The last exchange of each check, in the form of the recorded exchanges, without what identifies the account.
 *
 * <p>A file is safe to publish: keys, tokens, signatures, bucket, endpoint, domain and callback are masked, also where they
 * are encoded.
 */
final class LiveExchanges {

    static final Cause NO_CAUSE = new Cause(null, null, null);

    private static final String POLICY = "policy";

    private final LiveSettings settings;
    private final LiveMask mask;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final List<RecordedExchange> recorded = new ArrayList<>();
    private Request request;
    private Response response;

    LiveExchanges(LiveSettings settings) {
        this.settings = settings;
        this.mask = new LiveMask(settings);
    }

    /** Takes note of an exchange. A form has fields, another request has none. */
    void add(HttpRequest sent, Map<String, String> form, ServiceResponse received) {
        Map<String, String> headers = headers(sent.headers());
        request = new Request(
                form.isEmpty()
                        ? signature(sent)
                        : "form-" + version(form.keySet().toString()),
                form.isEmpty() ? place(sent) : "form",
                sent.method(),
                mask.of(sent.uri().toString()),
                headers,
                fields(form));
        String document = mask.of(received.document());
        response = new Response(
                received.status(),
                headers(received.headers()),
                received.elements().stream()
                        .collect(
                                LinkedHashMap::new,
                                (error, name) -> error.putIfAbsent(name, ServiceResponse.element(document, name)),
                                Map::putAll),
                document.isEmpty() ? null : document);
    }

    void beginCheck() {
        request = null;
        response = null;
    }

    /** Keeps the last exchange of a check, if the test itself has sent a request. */
    void endCheck(String check, Cause cause) {
        if (request != null) {
            String id = String.format(
                    Locale.ROOT, "live-%s-%03d", today.format(DateTimeFormatter.BASIC_ISO_DATE), recorded.size() + 1);
            Source source = new Source(
                    mask.of("check \"" + check + "\" of LiveTest"),
                    settings.real() ? "live" : "dev-server",
                    today.toString());
            recorded.add(
                    new RecordedExchange(id, source, request, response, cause, new Gaps(false, List.of(), List.of())));
        }
    }

    /** Writes one file an exchange, in place of those of an earlier run. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (RecordedExchange earlier : RecordedExchanges.read(folder)) {
            Files.delete(folder.resolve(earlier.id() + ".json"));
        }
        for (RecordedExchange exchange : recorded) {
            RecordedExchanges.write(exchange, folder);
        }
    }

    private static String signature(HttpRequest sent) {
        return place(sent) == null
                ? "none"
                : place(sent).equals("header") ? null : version(sent.uri().getRawQuery());
    }

    private static String version(String parameters) {
        return parameters.contains("x-oss-signature-version") ? "V4" : "V1";
    }

    /** Returns where the signature is, or null if there is none. */
    private static String place(HttpRequest sent) {
        String query = String.valueOf(sent.uri().getRawQuery()).toLowerCase(Locale.ROOT);
        if (query.contains("x-oss-credential=") || query.contains("ossaccesskeyid=")) {
            return "query";
        }
        return sent.headers().firstValue("Authorization").isPresent() ? "header" : null;
    }

    private Map<String, String> headers(HttpHeaders headers) {
        Map<String, String> masked = new LinkedHashMap<>();
        headers.map().forEach((name, values) -> {
            String value = String.join(", ", values);
            masked.put(
                    name,
                    switch (name.toLowerCase(Locale.ROOT)) {
                        case "authorization" -> LiveMask.HIDDEN;
                        case "x-oss-err" -> encoded(mask.of(decoded(value)));
                        default -> mask.of(value);
                    });
        });
        return masked;
    }

    private Map<String, String> fields(Map<String, String> form) {
        Map<String, String> fields = new LinkedHashMap<>();
        form.forEach((name, value) -> {
            boolean isSignature = name.toLowerCase(Locale.ROOT).endsWith("signature");
            fields.put(name, isSignature ? LiveMask.HIDDEN : mask.of(name.equals(POLICY) ? decoded(value) : value));
        });
        return fields;
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
