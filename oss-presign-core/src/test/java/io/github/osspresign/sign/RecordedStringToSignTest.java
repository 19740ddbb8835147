// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.test.RecordedExchange;
import io.github.osspresign.test.RecordedExchanges;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Compares the text that the core signs with the text that OSS printed in recorded refusals. The signer of the client
 * has no part in it: OSS prints what it computes from the request.
 */
class RecordedStringToSignTest {

    private static final Path PAGE =
            Path.of("..", "test-support/src/main/resources/io/github/osspresign/test/recorded/README.md");

    private static final ServiceEndpoint ENDPOINT = new ServiceEndpoint("https", "oss.example.com", AddressStyle.CNAME);

    /** Two tries of one person, which differ in Expires. */
    private static final String TWO_TRIES = "aliyun-oss-php-sdk-158";

    /** Method, Content-MD5, Content-Type, date, headers and resource of a string to sign of V1. */
    private static final Pattern V1 = Pattern.compile(
            "([A-Z]+)\\n(.*)\\n(.*)\\n(.*)\\n((?:x-oss-.*\\n)*)(?:/([^/?]*)(?:/([^?]*))?(?:\\?(.*))?)?");

    /** The same on one line, from a source that has lost line breaks. */
    private static final Pattern V1_ON_ONE_LINE = Pattern.compile("([A-Z]+) (\\d+) /([^/?]+)/([^?]*)(?:\\?(.*))?");

    private static final Pattern MASK = Pattern.compile("\\*{3}|\\.{3}");

    private enum Comparison {
        /** The whole text, computed from the recorded request. */
        WHOLE_FROM_REQUEST,
        /** The whole text, computed from a request with the fields that the text shows. */
        WHOLE_FROM_FIELDS,
        /** The text up to a mask, or to the end of what the source shows. */
        PARTLY,
        NOT
    }

    /** Request with the text in place of its end or date. */
    private record Signed(
            String method,
            String bucket,
            String key,
            Map<String, String> query,
            Map<String, String> headers,
            String date) {

        /** Returns the string to sign. The core knows only URLs, so a Date takes the place of Expires afterwards. */
        String text() {
            boolean isExpires = date.matches("[0-9]+");
            PresignRequest.Builder request = PresignRequest.builder(HttpMethod.valueOf(method), ENDPOINT, bucket, key)
                    .lifetime(Duration.ofSeconds(isExpires ? Long.parseLong(date) : 1));
            Map<String, String> parameters = new LinkedHashMap<>(query);
            String token = parameters.remove("security-token");
            parameters.keySet().removeAll(List.of("OSSAccessKeyId", "Expires", "Signature"));
            headers.forEach(request::header);
            String text = OssSigner.of(SignatureVersion.V1)
                    .trace(
                            request.query(parameters).build(),
                            new OssCredentials("id", "secret", token, null),
                            Instant.EPOCH)
                    .stringToSign();
            return isExpires ? text : text.replaceFirst("(?m)^1$", Matcher.quoteReplacement(date));
        }
    }

    private final Map<Comparison, List<String>> outcomes = new EnumMap<>(Comparison.class);
    private final Map<String, List<String>> reasons = new TreeMap<>();

    @Test
    void coreSignsWhatTheServicePrinted() throws Exception {
        for (RecordedExchange exchange : RecordedExchanges.all()) {
            Map<String, String> error = exchange.response().error();
            Comparison outcome = error.containsKey("CanonicalRequest")
                    ? compareV4(exchange)
                    : error.containsKey("StringToSign") ? compare(exchange) : not(exchange, "no text is printed");
            outcomes.computeIfAbsent(outcome, key -> new ArrayList<>()).add(exchange.id());
        }
        outcomes.forEach((outcome, ids) ->
                System.out.println(outcome + ": " + ids.size() + (outcome == Comparison.NOT ? "" : " " + ids)));
        reasons.forEach((reason, ids) ->
                System.out.println("  " + reason + ": " + ids.size() + (ids.size() > 20 ? "" : " " + ids)));
        int whole = outcomes.get(Comparison.WHOLE_FROM_REQUEST).size()
                + outcomes.get(Comparison.WHOLE_FROM_FIELDS).size();
        int partly = outcomes.get(Comparison.PARTLY).size();
        int not = outcomes.get(Comparison.NOT).size()
                - reasons.get("no text is printed").size();
        assertThat(Files.readString(PAGE))
                .contains("(`RecordedStringToSignTest`) | " + whole + " |")
                .contains("to the end of what the source shows | " + partly + " |")
                .contains("another signature version, or a fragment | " + not + " |");
        assertThat(outcomes.get(Comparison.WHOLE_FROM_REQUEST)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(outcomes.get(Comparison.WHOLE_FROM_FIELDS)).hasSizeGreaterThanOrEqualTo(5);
        assertThat(outcomes.get(Comparison.PARTLY)).hasSizeGreaterThanOrEqualTo(5);
        assertThat(reasons.keySet())
                .containsExactlyInAnyOrder(
                        "no text is printed",
                        "signature version that the core does not have",
                        "request for a bucket, for which the core signs no links",
                        "less than the first line is shown");
    }

    private Comparison not(RecordedExchange exchange, String reason) {
        reasons.computeIfAbsent(reason, key -> new ArrayList<>()).add(exchange.id());
        return Comparison.NOT;
    }

    private Comparison compare(RecordedExchange exchange) {
        if (!"V1".equals(exchange.request().signature())) {
            return not(exchange, "signature version that the core does not have");
        }
        Map<String, String> error = exchange.response().error();
        String text = error.get("StringToSign").replace("\\n", "\n");
        byte[] bytes = bytes(error.getOrDefault("StringToSignBytes", ""));
        boolean bytesAreWhole = bytes.length > 0 && !exchange.gaps().cut().contains("error.StringToSignBytes");
        if (text.indexOf('\n') < 0 && text.indexOf(' ') < 0) {
            return not(exchange, "less than the first line is shown");
        }
        Signed fields = fields(bytesAreWhole ? new String(bytes, UTF_8) : text);
        if (fields == null) {
            return not(exchange, "request for a bucket, for which the core signs no links");
        }
        Signed request = request(exchange, fields);
        boolean textIsWhole = !exchange.gaps().cut().contains("error.StringToSign");
        String computed = fields.text();
        boolean whole = bytesAreWhole;
        if (bytesAreWhole) {
            assertThat(computed.getBytes(UTF_8)).as(exchange.id()).isEqualTo(bytes);
        } else if (bytes.length > 0) {
            assertThat(computed.getBytes(UTF_8)).as(exchange.id()).startsWith(bytes);
        }
        if (request != null) {
            computed = request.text();
        }
        String shown = MASK.split(text, 2)[0];
        boolean isMasked = !shown.equals(text);
        if (exchange.gaps().lineBreaksLost()) {
            computed = onOneLine(computed);
            shown = onOneLine(shown);
        }
        if (textIsWhole && !isMasked) {
            assertThat(computed).as(exchange.id()).isEqualTo(shown);
            whole = true;
        } else {
            assertThat(computed).as(exchange.id()).startsWith(shown);
        }
        return !whole || (request != null && isMasked)
                ? Comparison.PARTLY
                : request == null ? Comparison.WHOLE_FROM_FIELDS : Comparison.WHOLE_FROM_REQUEST;
    }

    /** Returns the bytes of complete pairs of digits, or none if the text is masked. */
    private static byte[] bytes(String hexadecimal) {
        String pairs = hexadecimal.strip().replaceFirst(" .$", "");
        return pairs.contains(" ") ? HexFormat.ofDelimiter(" ").parseHex(pairs) : new byte[0];
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Returns a request with the fields of a text, or null if it is one for a bucket. */
    private static @Nullable Signed fields(String text) {
        Matcher line = V1_ON_ONE_LINE.matcher(text);
        if (line.matches()) {
            return new Signed(
                    line.group(1),
                    line.group(3),
                    line.group(4),
                    parameters(line.group(5), false),
                    Map.of(),
                    line.group(2));
        }
        Matcher fields = V1.matcher(text);
        assertThat(fields.matches()).as(text).isTrue();
        Map<String, String> headers = new LinkedHashMap<>();
        put(headers, "Content-MD5", fields.group(2));
        put(headers, "Content-Type", fields.group(3));
        fields.group(5).lines().forEach(header -> put(headers, header.split(":", 2)[0], header.split(":", 2)[1]));
        boolean isShown = fields.group(6) != null && !fields.group(6).startsWith(".");
        String key = isShown ? fields.group(7) : "key";
        return key == null || key.isEmpty()
                ? null
                : new Signed(
                        fields.group(1),
                        isShown ? fields.group(6).replace("*", "x") : "bucket",
                        key,
                        parameters(fields.group(8), false),
                        headers,
                        fields.group(4));
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.put(name, value);
        }
    }

    /** Returns the recorded request, or null if the source does not show its address. */
    private static @Nullable Signed request(RecordedExchange exchange, Signed fields) {
        String url = exchange.request().url();
        if (url == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.request().headers());
        URI address = URI.create(url);
        String host = address.getHost() == null ? headers.get("Host") : address.getHost();
        String path = URLDecoder.decode(address.getRawPath().substring(1), UTF_8);
        boolean isPathStyle = host.startsWith("oss") || host.startsWith("storage.");
        Map<String, String> query = parameters(address.getRawQuery(), true);
        String expires = exchange.id().equals(TWO_TRIES) ? fields.date() : query.get("Expires");
        headers.keySet().removeIf(name -> !name.matches("(?i)content-type|content-md5|date|x-oss-.*"));
        String date = headers.remove("Date");
        return new Signed(
                Objects.requireNonNull(exchange.request().method()),
                isPathStyle ? path.replaceFirst("/.*", "") : host.replaceFirst("\\..*", ""),
                isPathStyle ? path.replaceFirst("[^/]*/", "") : path,
                query,
                headers,
                Objects.requireNonNull(expires == null ? date : expires));
    }

    private static Map<String, String> parameters(@Nullable String query, boolean isEncoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            String value = parts.length < 2 ? "" : parts[1];
            parameters.put(parts[0], isEncoded ? URLDecoder.decode(value, UTF_8) : value);
        }
        return parameters;
    }

    /** Compares a canonical request without line breaks and with masked values, and the string to sign up to its hash. */
    private Comparison compareV4(RecordedExchange exchange) {
        Map<String, String> error = exchange.response().error();
        String[] canonical = error.get("CanonicalRequest").split(" ", -1);
        String[] stringToSign = error.get("StringToSign").split(" ", -1);
        String[] resource = canonical[1].split("/", 3);
        String region = stringToSign[2].split("/", -1)[1];
        PresignRequest request = PresignRequest.builder(
                        HttpMethod.valueOf(canonical[0]), ENDPOINT, resource[1], resource[2])
                .region(region)
                .build();
        SignatureTrace trace = OssSigner.of(SignatureVersion.V4)
                .trace(
                        request,
                        OssCredentials.of("id", "secret"),
                        Instant.parse(
                                stringToSign[1].replaceAll("(....)(..)(..)T(..)(..)(..)Z", "$1-$2-$3T$4:$5:$6Z")));
        assertThat(onOneLine(Objects.requireNonNull(trace.canonicalRequest()).replaceAll("=[^&\n]*", "=...")))
                .as(exchange.id())
                .isEqualTo(error.get("CanonicalRequest"));
        assertThat(onOneLine(trace.stringToSign()).replaceFirst("[0-9a-f]{64}$", ""))
                .as(exchange.id())
                .isEqualTo(error.get("StringToSign").replaceFirst("[0-9a-f]{64}$", ""));
        return Comparison.PARTLY;
    }
}
