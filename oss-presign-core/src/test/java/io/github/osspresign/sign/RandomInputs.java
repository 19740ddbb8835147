// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.sign.SigningInput.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Generator of random requests that a signer must sign, including unusual ones. The same seed gives the same requests.
 */
final class RandomInputs {

    private static final List<Address> ADDRESSES = List.of(
            new Address("https://oss-cn-hangzhou.aliyuncs.com", false, false),
            new Address("http://oss-us-west-1.aliyuncs.com", false, false),
            new Address("https://oss-cn-beijing-internal.aliyuncs.com", false, false),
            new Address("https://oss-accelerate.aliyuncs.com", false, false),
            new Address("https://ap-southeast-1.oss.aliyuncs.com", false, false),
            new Address("https://oss-cn-hangzhou.aliyuncs.com:443", false, false),
            new Address("http://oss.internal.example.com:8080", false, false),
            new Address("https://oss.internal.example.com", false, true),
            new Address("https://img.example.com", true, false),
            new Address("https://img.example.com:8443", true, false),
            new Address("http://localhost:9000", false, true),
            new Address("http://127.0.0.1:9000", false, true),
            new Address("http://[::1]:9000", false, true));

    private static final List<String> REGIONS = List.of("cn-hangzhou", "us-west-1", "cn-beijing", "ap-southeast-1");
    private static final List<String> BUCKETS = List.of("examplebucket", "abc", "a-1-b", "old_bucket", "b".repeat(63));
    private static final List<String> PARAMETERS = List.of("""
            versionId uploadId partNumber uploads acl symlink tagging callback callback-var
            response-content-type response-content-disposition response-cache-control img styleName cloudboxes
            cleanRestoredObject x-oss-process x-oss-traffic-limit x-oss-request-payer x-oss-ac-source-ip
            x-oss-ac-forward-allow x-oss-not-invented-yet X-Oss-Process VersionId from
            """.split("\\s+"));
    private static final List<String> HEADERS = List.of("""
            Content-Type Content-MD5 x-oss-meta-author x-oss-meta-a x-oss-meta-ab x-oss-object-acl
            x-oss-content-sha256 Cache-Control Content-Length Host If-Match Range User-Agent If
            """.split("\\s+"));
    private static final String[] PIECES = {
        "a", "Z", "0", "-", "_", ".", "~", "/", "//", "../", " ",
        "+", "%", "%2F", "%zz", "\"", "'", "(", ")", "*", "!", "&",
        "=", "?", "#", ":", ";", ",", "@", "$", "[", "]", "{",
        "|", "}", "^", "`", "<", ">", "\\", "é", "ß", "İ", "报告",
        "ｱ", "한", "\u00a0", "\u200b", "\ufeff", "😀", "👨‍👩‍👧", "𠮷", "report", "Q1"
    };

    private final Random random;

    RandomInputs(long seed) {
        this.random = new Random(seed);
    }

    SigningInput next() {
        SignatureVersion version = pick(List.of(SignatureVersion.values()));
        Address address = pick(ADDRESSES);
        String bucket = pick(BUCKETS);
        Map<String, String> headers = headers(address, bucket);
        return new SigningInput(
                version,
                pick(List.of(HttpMethod.values())),
                address,
                pick(REGIONS),
                bucket,
                key(),
                query(),
                headers,
                version == SignatureVersion.V4 ? additionalHeaders(headers) : List.of(),
                credentials(),
                Instant.ofEpochSecond(random.nextLong(1_577_836_800L, 2_145_916_800L)),
                Duration.ofSeconds(random.nextInt(4) == 0 ? random.nextInt(2, 60) : random.nextInt(60, 604_801)));
    }

    private String key() {
        if (random.nextInt(50) == 0) {
            return "k".repeat(1023);
        }
        String key = text(1, 20);
        while (key.startsWith("/") || key.startsWith("\\") || key.isEmpty()) {
            key = text(1, 20);
        }
        return random.nextInt(20) == 0 ? key + "\u0001\t\n" : key;
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        for (int remaining = Math.max(0, random.nextInt(-2, 5)); remaining > 0; remaining--) {
            String name = random.nextInt(4) == 0 ? "p" + text(0, 4) : pick(PARAMETERS);
            query.put(random.nextInt(60) == 0 ? " " + name : name, value(8));
        }
        return query;
    }

    private Map<String, String> headers(Address address, String bucket) {
        Map<String, String> headers = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>();
        for (int remaining = Math.max(0, random.nextInt(-2, 6)); remaining > 0; remaining--) {
            names.add(pick(HEADERS));
        }
        for (String name : names) {
            String value = switch (name) {
                case "Host" -> host(address, bucket);
                case "x-oss-content-sha256" ->
                    random.nextBoolean() ? "UNSIGNED-PAYLOAD" : "e3b0c44298fc1c149afbf4c8996fb924";
                default -> value(6);
            };
            headers.put(inRandomCase(name), value);
        }
        return headers;
    }

    private String host(Address address, String bucket) {
        String authority = address.endpoint().substring(address.endpoint().indexOf("//") + 2);
        boolean withoutBucket = address.cname() || address.pathStyle();
        return random.nextInt(4) == 0 ? "cdn.example.com" : withoutBucket ? authority : bucket + "." + authority;
    }

    private List<String> additionalHeaders(Map<String, String> headers) {
        List<String> names = new ArrayList<>();
        if (random.nextInt(3) > 0) {
            return names;
        }
        for (String name : headers.keySet()) {
            if (random.nextInt(3) > 0) {
                names.add(inRandomCase(name));
            }
        }
        if (!names.isEmpty() && random.nextBoolean()) {
            names.add(names.get(0).toUpperCase(Locale.ROOT));
            names.add("x-oss-not-there");
        }
        return names;
    }

    private OssCredentials credentials() {
        boolean temporary = random.nextInt(5) < 2;
        String token = temporary ? "CAIS" + text(1, random.nextInt(10) == 0 ? 300 : 12) : null;
        return new OssCredentials(
                (temporary ? "STS.N" : "LTAI5t") + random.nextInt(1_000_000), "s" + text(0, 12), token, null);
    }

    /** Returns a random value, sometimes empty or with whitespace around it. */
    private String value(int maxPieces) {
        int kind = random.nextInt(20);
        String value = kind == 0 ? "" : "v" + text(0, maxPieces) + "w";
        return kind == 1 ? " " + value : kind == 2 ? value + "\t " : value;
    }

    private String inRandomCase(String name) {
        int kind = random.nextInt(3);
        return kind == 0 ? name.toLowerCase(Locale.ROOT) : kind == 1 ? name.toUpperCase(Locale.ROOT) : name;
    }

    private String text(int min, int max) {
        StringBuilder text = new StringBuilder();
        for (int remaining = random.nextInt(min, max + 1); remaining > 0; remaining--) {
            String piece = pick(List.of(PIECES));
            if ((text + piece).getBytes(UTF_8).length < 1000) {
                text.append(piece);
            }
        }
        return text.toString();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
